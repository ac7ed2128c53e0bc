import { findJsonFault } from "@/components/input-form/json-fault";
import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";

export type SchemaReading = { schema?: JsonSchema; fault?: string };

/** A schema as it was typed: nothing at all means that anything goes. */
export function readSchema(text: string): SchemaReading {
  if (text.trim() === "") return {};
  const fault = findJsonFault(text);
  if (fault) return { fault: `line ${fault.line}, column ${fault.column}: ${fault.message}` };
  const value = JSON.parse(text) as Json;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return { fault: "a JSON Schema is an object" };
  return { schema: value };
}

export function printSchema(schema: JsonSchema | undefined): string {
  return schema === undefined ? "" : JSON.stringify(schema, null, 2);
}
