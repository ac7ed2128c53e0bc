/** Of a JSON Schema what a sample needs. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};

const mostDepth = 8;

/** A value that fits a schema, made from what was said: its words for texts, its first number for numbers. */
export function sampleOf(schema: Schema, said: string, root: Schema = schema, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum.find((value) => typeof value === "string" && said.includes(value)) ?? schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (depth > mostDepth) return null;
  const sample = (inner: Schema): unknown => sampleOf(inner, said, root, depth + 1);
  const referred = schema.$ref?.startsWith("#/$defs/") ? root.$defs?.[schema.$ref.slice("#/$defs/".length)] : undefined;
  if (referred) return sample(referred);
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice) return sample(choice);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map(sample)) as unknown;
  const type = Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? (schema.properties ? "object" : "string"));
  if (type === "object")
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner)]));
  if (type === "array") return [sample(schema.items ?? {})];
  if (type === "boolean") return true;
  if (type === "null") return null;
  if (type === "number" || type === "integer") {
    const number = Number(/-?\d+(\.\d+)?/.exec(said)?.[0] ?? schema.minimum ?? 0);
    const bounded = Math.min(schema.maximum ?? Infinity, Math.max(schema.minimum ?? -Infinity, number));
    return type === "integer" ? Math.trunc(bounded) : bounded;
  }
  return said.slice(0, schema.maxLength ?? said.length);
}
