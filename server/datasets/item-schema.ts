import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { toFault } from "@/server/agents/check-against-schema";
import type { JsonSchema } from "@/server/domain/agent";
import type { NewItem } from "@/server/domain/dataset";
import { AppError, messageOf, type FieldFault } from "@/server/errors";

export type CheckItem = (item: NewItem, root: string) => FieldFault[];

const mostFaults = 50;

/** What a dataset asks of its items, compiled once for all that are to come. */
export function itemChecker(row: { inputSchema: string | null; expectedSchema: string | null }): CheckItem {
  const input = row.inputSchema === null ? undefined : compileSchema(JSON.parse(row.inputSchema) as JsonSchema);
  const expected = row.expectedSchema === null ? undefined : compileSchema(JSON.parse(row.expectedSchema) as JsonSchema);
  const faultsOf = (validate: ValidateFunction | undefined, value: unknown, root: string): FieldFault[] =>
    !validate || value === undefined || validate(value)
      ? []
      : (validate.errors ?? []).slice(0, mostFaults).map((fault) => toFault(fault, root));
  return (item, root) => {
    const before = root === "" ? "" : `${root}.`;
    return [...faultsOf(input, item.input, `${before}input`), ...faultsOf(expected, item.expected, `${before}expected`)];
  };
}

/** A schema nothing could be checked against is refused when it is given, by the field it was given in. */
export function checkSchemas(schemas: {
  inputSchema?: JsonSchema | null | undefined;
  expectedSchema?: JsonSchema | null | undefined;
}): void {
  const faults = (["inputSchema", "expectedSchema"] as const).flatMap((path) => {
    const schema = schemas[path];
    if (!schema) return [];
    try {
      compileSchema(schema);
      return [];
    } catch (cause) {
      return [{ path, message: `is no JSON Schema we can check by: ${messageOf(cause)}` }];
    }
  });
  const [first] = faults;
  if (first) throw new AppError("bad-input", `${first.path} ${first.message}.`, { faults });
}

/** Nothing is ever fetched: a $ref leads to a place within the schema, or is refused. */
function compileSchema({ $id: _id, $schema: _dialect, ...schema }: JsonSchema): ValidateFunction {
  if (schema["$async"] !== undefined) throw new Error("$async is not known here");
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false, logger: false });
  return ajv.compile(schema);
}
