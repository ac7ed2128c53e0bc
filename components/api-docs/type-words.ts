import type { Schema } from "@/server/rest/openapi/schema-of";

/** A schema's type in words; what is named elsewhere is a link. */
export type TypeWord = { text: string; schema?: string };

const named = "#/components/schemas/";

export function typeWords(schema: Schema): TypeWord[] {
  const ref = schema["$ref"];
  if (typeof ref === "string") return [{ text: ref.replace(named, ""), schema: ref.replace(named, "") }];
  const choices = schema["anyOf"];
  if (Array.isArray(choices))
    return (choices as Schema[]).flatMap((each, at) => (at === 0 ? typeWords(each) : [{ text: " or " }, ...typeWords(each)]));
  if (Array.isArray(schema["enum"])) return [{ text: schema["enum"].map((each) => JSON.stringify(each)).join(" | ") }];
  if ("const" in schema) return [{ text: JSON.stringify(schema["const"]) }];
  const { type, items } = schema;
  if (type === "array") return [{ text: "list of " }, ...(isSchema(items) ? typeWords(items) : [{ text: "anything" }])];
  if (type === "object" && isSchema(schema["additionalProperties"]) && !schema["properties"])
    return [{ text: "object of " }, ...typeWords(schema["additionalProperties"])];
  if (type === undefined) return [{ text: "any JSON" }];
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return [{ text: `${types.join(" or ")}${boundsOf(schema)}` }];
}

function boundsOf({ minimum: least, maximum: most, maxLength }: Schema): string {
  if (typeof least === "number" && typeof most === "number") return `, ${said(least)} to ${said(most)}`;
  if (typeof most === "number") return `, up to ${said(most)}`;
  if (typeof least === "number") return `, from ${said(least)} on`;
  return typeof maxLength === "number" ? `, up to ${said(maxLength)} characters` : "";
}

const said = (count: number): string => count.toLocaleString("en-US");

export const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields a schema has, of its own or of what it is a list of. */
export function fieldsOf(schema: Schema): { name: string; schema: Schema; required: boolean }[] {
  const { items, properties, required } = schema;
  if (schema["type"] === "array" && isSchema(items)) return fieldsOf(items);
  if (!isSchema(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).flatMap(([name, field]) =>
    isSchema(field) ? [{ name, schema: field, required: needed.has(name) }] : [],
  );
}
