import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";

/** What a form can ask for, read from a JSON schema; what it cannot is `json`, typed as text. */
export type FieldSpec = { title?: string; description?: string; nullable: boolean; default?: Json } & (
  | { type: "text"; multiline: boolean; format?: string }
  | { type: "number"; integer: boolean }
  | { type: "boolean" }
  | { type: "choice"; options: Json[] }
  | { type: "object"; fields: NamedField[] }
  | { type: "list"; item: FieldSpec }
  | { type: "json" }
);
type NamedField = { name: string; required: boolean; spec: FieldSpec };
export type SpecOf<Type extends FieldSpec["type"]> = Extract<FieldSpec, { type: Type }>;

/** Schemas may refer to themselves. Beyond this many levels one types JSON. */
const deepest = 6;

export function readFieldSpec(schema: JsonSchema): FieldSpec {
  return read(schema, schema, 0);
}

function read(given: Json | undefined, root: JsonSchema, depth: number): FieldSpec {
  if (!isObject(given) || depth > deepest) return { type: "json", nullable: false };
  const { schema, nullable } = withoutNull(resolve(given, root), root);
  const about = {
    nullable,
    ...(typeof schema.title === "string" ? { title: schema.title } : {}),
    ...(typeof schema.description === "string" ? { description: schema.description } : {}),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  };
  if (schema.const !== undefined) return { ...about, type: "choice", options: [schema.const] };
  if (Array.isArray(schema.enum)) {
    const options = schema.enum.filter((option) => option !== null);
    return { ...about, nullable: nullable || options.length < schema.enum.length, type: "choice", options };
  }
  switch (schema.type) {
    case "string":
      return { ...about, type: "text", ...textShape(schema) };
    case "number":
    case "integer":
      return { ...about, type: "number", integer: schema.type === "integer" };
    case "boolean":
      return { ...about, type: "boolean" };
    case "array":
      return isObject(schema.items)
        ? { ...about, type: "list", item: read(schema.items, root, depth + 1) }
        : { ...about, type: "json" };
    case "object":
      return isObject(schema.properties)
        ? { ...about, type: "object", fields: fieldsOf(schema, root, depth) }
        : { ...about, type: "json" };
    default:
      return { ...about, type: "json" };
  }
}

function fieldsOf(schema: JsonSchema, root: JsonSchema, depth: number): NamedField[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  return properties.map(([name, property]) => ({
    name,
    required: required.includes(name),
    spec: read(property, root, depth + 1),
  }));
}

/** Free text may have lines; what has a format, a pattern or a short limit is one line. */
function textShape(schema: JsonSchema): { multiline: boolean; format?: string } {
  const short = typeof schema.maxLength === "number" && schema.maxLength <= 120;
  const shaped = typeof schema.pattern === "string" || typeof schema.format === "string";
  return { multiline: !short && !shaped, ...(typeof schema.format === "string" ? { format: schema.format } : {}) };
}

/** `{anyOf: [X, {type: "null"}]}` and `{type: ["string", "null"]}` are X that may be null. */
function withoutNull(schema: JsonSchema, root: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== "null");
    const [only] = types;
    const nullable = types.length < schema.type.length;
    return only !== undefined && types.length === 1
      ? { schema: { ...schema, type: only }, nullable }
      : { schema: {}, nullable: false };
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (!Array.isArray(choices)) return { schema, nullable: schema.nullable === true };
  const others = choices.filter((choice) => !(isObject(choice) && choice.type === "null"));
  const [only] = others;
  if (others.length !== 1 || !isObject(only)) return { schema: { ...pickAbout(schema) }, nullable: false };
  return { schema: { ...resolve(only, root), ...pickAbout(schema) }, nullable: others.length < choices.length };
}

function pickAbout({ title, description, default: preset }: JsonSchema): JsonSchema {
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(preset === undefined ? {} : { default: preset }),
  };
}

/** Follows references within the document; only those, and not in circles. */
function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  for (let hops = 0; hops < 8 && typeof current.$ref === "string"; hops++) {
    const found = current.$ref === "#" ? root : lookUp(root, current.$ref);
    if (!found) return {};
    const { $ref: _, ...beside } = current;
    current = { ...found, ...beside };
  }
  return current;
}

function lookUp(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith("#/")) return undefined;
  let place: Json | undefined = root;
  for (const part of ref.slice(2).split("/")) {
    place = isObject(place) ? place[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  }
  return isObject(place) ? place : undefined;
}

function isObject(value: Json | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
