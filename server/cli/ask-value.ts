import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";

type Ask = (question: string) => Promise<string | undefined>;

/** Asks for a value as its schema wants it: field by field, a choice, a yes or no; JSON where nothing simpler will do. */
export async function askValue(schema: JsonSchema, name: string, ask: Ask): Promise<Json | undefined> {
  const fields = schema["properties"];
  if (schema["type"] === "object" && isObject(fields) && Object.keys(fields).length > 0)
    return askFields(schema, fields, name, ask);
  for (;;) {
    const line = await ask(`${[name, hintOf(schema)].filter(Boolean).join(" ")}: `);
    if (line === undefined) return undefined;
    const value = parseLine(schema, line.trim());
    if (value !== undefined) return value;
  }
}

async function askFields(schema: JsonSchema, fields: JsonSchema, prefix: string, ask: Ask): Promise<Json | undefined> {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const value: { [key: string]: Json } = {};
  for (const [key, field] of Object.entries(fields)) {
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const part = isObject(field) ? field : {};
    const optional = !required.includes(key);
    if (optional && !(await wantsField(part, name, ask, (given) => (value[key] = given)))) return undefined;
    if (optional) continue;
    const given = await askValue(part, name, ask);
    if (given === undefined) return undefined;
    value[key] = given;
  }
  return value;
}

/** An optional field is left out by an empty line. False when there is no more to come. */
async function wantsField(schema: JsonSchema, name: string, ask: Ask, take: (value: Json) => void): Promise<boolean> {
  for (;;) {
    const line = await ask(`${[name, hintOf(schema), "(empty: leave out)"].filter(Boolean).join(" ")}: `);
    if (line === undefined) return false;
    if (line.trim() === "") return true;
    const value = parseLine(schema, line.trim());
    if (value === undefined) continue;
    take(value);
    return true;
  }
}

function hintOf(schema: JsonSchema): string {
  const { type, description } = schema;
  const said = typeof description === "string" ? `– ${description}` : "";
  const choices = choicesOf(schema);
  if (choices) return [said, `[${choices.join("/")}]`].filter(Boolean).join(" ");
  if (type === "boolean") return [said, "[y/n]"].filter(Boolean).join(" ");
  if (type === "string" || type === "number" || type === "integer") return said;
  return [said, "(as JSON)"].filter(Boolean).join(" ");
}

/** Nothing where the line is no such value at all; whether it fits, the console says. */
function parseLine(schema: JsonSchema, line: string): Json | undefined {
  const { type } = schema;
  const choices = choicesOf(schema);
  if (choices) return choices.find((choice) => String(choice) === line) ?? (type === "string" ? line : fromJson(line));
  if (type === "boolean") return /^(y|yes|true)$/i.test(line) ? true : /^(n|no|false)$/i.test(line) ? false : undefined;
  if (type === "string") return line;
  return fromJson(line);
}

function choicesOf(schema: JsonSchema): (string | number)[] | undefined {
  const choices = schema["enum"];
  if (!Array.isArray(choices)) return undefined;
  const plain = choices.filter((choice) => typeof choice === "string" || typeof choice === "number");
  return plain.length === choices.length ? plain : undefined;
}

function fromJson(line: string): Json | undefined {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is JsonSchema {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
