import { z } from "zod";
import { AppError } from "@/server/errors";
import { fromZod } from "@/server/trpc";

/** A query is names with lists of texts; these say which may be repeated ("or") and what the texts stand for. */
export const one = z
  .array(z.string())
  .max(1, "is given more than once")
  .transform((values) => values[0] ?? "");

export const oneNumber = one.pipe(z.string().regex(/^-?\d{1,16}$/, "must be a whole number")).transform(Number);

export const oneYes = one.pipe(z.enum(["true", "false"], "must be true or false")).transform((word) => word === "true");

/** Without what was not given: its default is the verb's to say. */
export const given = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

/** Where a route names no parameters there are none: a mistyped or misplaced one must not be passed over. */
export const noQuery = z.strictObject({});

export function parseQuery(schema: z.ZodType, search: URLSearchParams): unknown {
  const query = new Map<string, string[]>();
  for (const [name, value] of search) query.set(name, [...(query.get(name) ?? []), value]);
  const parsed = schema.safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const { message, faults = [] } = fromZod(parsed.error);
  // A parameter has a name and no parts: which of several values was wrong, its message says.
  const named = faults.map((fault) => ({ ...fault, path: fault.path.replace(/\.\d+$/, "") }));
  throw new AppError("bad-input", message.replace(/^(\w+)\.\d+:/, "$1:"), { faults: named });
}
