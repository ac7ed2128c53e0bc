import { z } from "zod";

export type Schema = Record<string, unknown>;

/** Named schemas, as the document keeps them in one place. */
export type Components = Map<string, Schema>;

const here = "#/$defs/";
const there = "#/components/schemas/";

/**
 * A schema as JSON Schema 2020-12, which OpenAPI 3.1 speaks. What it names goes to the components. Of what we answer
 * nobody is told that there is nothing else: a later version may say more.
 */
export function schemaOf(schema: z.ZodType, io: "input" | "output", components: Components): Schema {
  const {
    $schema: _,
    $defs = {},
    ...own
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => tidy(jsonSchema, io),
  }) as Schema & { $defs?: Record<string, Schema> };
  for (const [name, definition] of Object.entries($defs)) components.set(name, withReferences(definition));
  return withReferences(own);
}

/** Without what says nothing: that a whole number can be carried, that a name is a text. */
function tidy(schema: Schema, io: "input" | "output"): void {
  if (schema["minimum"] === Number.MIN_SAFE_INTEGER) delete schema["minimum"];
  if (schema["maximum"] === Number.MAX_SAFE_INTEGER) delete schema["maximum"];
  if (JSON.stringify(schema["propertyNames"]) === '{"type":"string"}') delete schema["propertyNames"];
  if (io === "output" && schema["additionalProperties"] === false) delete schema["additionalProperties"];
}

function withReferences(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      key === "$ref" && typeof value === "string" ? value.replace(here, there) : value,
    ),
  ) as Schema;
}
