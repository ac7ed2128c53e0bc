import type { z } from "zod";

/** A step's input as its schema makes it, whoever gave it: the code, a caller's static inputs, a handler. */
export async function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  path: string,
): Promise<z.output<Schema>> {
  const parsed = await schema.safeParseAsync(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.slice(0, 10).map((issue) => `${issue.path.join(".") || "it"}: ${issue.message}`);
  throw new InputInvalid(`The input of step ${path} does not fit its schema: ${faults.join("; ")}.`);
}

class InputInvalid extends Error {
  override name = "InputInvalid";
  readonly code = "INPUT_INVALID";
}
