import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonSchema } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import type { FieldFault } from "@/server/errors";

const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
const compiled = new Map<string, ValidateFunction>();
const mostCompiled = 500;

/** What of a value does not fit a JSON Schema, each fault with the path of its field; nothing where all fits. */
export function checkAgainstSchema(schema: JsonSchema, value: Json, root: string): FieldFault[] {
  const validate = compile(schema);
  if (!validate) return [];
  return validate(value) ? [] : (validate.errors ?? []).slice(0, 50).map((fault) => toFault(fault, root));
}

/** Nothing where the schema itself is beyond us: the agent's own schema, in its host, has the last word anyway. */
function compile(schema: JsonSchema): ValidateFunction | undefined {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known) return known;
  if (compiled.size >= mostCompiled) compiled.clear();
  const { $id: _id, ...anonymous } = schema;
  try {
    const validate = ajv.compile(anonymous);
    compiled.set(text, validate);
    return validate;
  } catch {
    return undefined;
  }
}

export function toFault(fault: ErrorObject, root: string): FieldFault {
  const parts = fault.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const params = fault.params as Record<string, unknown>;
  const extra = params["missingProperty"] ?? params["additionalProperty"];
  if (typeof extra === "string") parts.push(extra);
  return { path: [root, ...parts].join("."), message: messageOf(fault, params) };
}

function messageOf(fault: ErrorObject, params: Record<string, unknown>): string {
  if (fault.keyword === "required") return "is missing";
  if (fault.keyword === "additionalProperties") return "is not a field here";
  if (fault.keyword === "enum") return `must be one of ${JSON.stringify(params["allowedValues"])}`;
  return fault.message ?? "does not fit";
}
