import { z } from "zod";
import { AppError } from "@/server/errors";
import { fromZod } from "@/server/trpc";

/** Parameters come as texts, each as often as it was written; what they stand for, the schema of their values says. */
const one = z
  .array(z.string())
  .max(1, "is given more than once")
  .transform((values) => values[0] ?? "");
const wholeNumber = one.pipe(z.string().regex(/^-?\d{1,16}$/, "must be a whole number")).transform(Number);
const number = one
  .pipe(z.string().regex(/^-?(\d{1,20}\.?\d{0,20}|\.\d{1,20})(e[+-]?\d{1,3})?$/i, "must be a number"))
  .transform(Number);
/** Named and not said is neither: of a dry run it must not be guessed. */
const flag = one.pipe(z.enum(["true", "false"])).transform((text) => text === "true");
const object = one.transform((text, ctx) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    ctx.addIssue({ code: "custom", message: "must be a JSON object" });
    return z.NEVER;
  }
});

function readerOf(field: unknown): z.ZodType {
  const wanted = withoutDefault(field);
  if (wanted instanceof z.ZodArray) return z.array(z.string());
  if (wanted instanceof z.ZodNumber) return wanted.isInt ? wholeNumber : number;
  if (wanted instanceof z.ZodBoolean) return flag;
  return wanted instanceof z.ZodRecord ? object : one;
}

/** What is wanted where something is given. */
export function withoutDefault(field: unknown): unknown {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? withoutDefault(field.unwrap()) : field;
}

const readers = new WeakMap<z.ZodObject, z.ZodType>();

/** Without what was not given: its default is the schema's to say. */
function readable(schema: z.ZodObject): z.ZodType {
  const known = readers.get(schema);
  if (known) return known;
  const shape = Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, readerOf(field).optional()]));
  const { catchall } = schema.def;
  const texts = catchall ? z.object(shape).catchall(catchall) : z.object(shape);
  const reader = texts
    .transform((given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
    .pipe(schema);
  readers.set(schema, reader);
  return reader;
}

/** Where a route names no parameters there are none: a mistyped or misplaced one must not be passed over. */
const noQuery = z.strictObject({});

export function parseQuery(schema: z.ZodObject | undefined, search: URLSearchParams): unknown {
  const query = new Map<string, string[]>();
  for (const [name, value] of search) query.set(name, [...(query.get(name) ?? []), value]);
  const parsed = readable(schema ?? noQuery).safeParse(Object.fromEntries(query));
  if (parsed.success) return parsed.data;
  const { message, faults = [] } = fromZod(parsed.error);
  // A parameter has a name and no parts: which of several values was wrong, its message says.
  const named = faults.map((fault) => ({ ...fault, path: fault.path.replace(/\.\d+$/, "") }));
  throw new AppError("bad-input", message.replace(/^(\w+)\.\d+:/, "$1:"), { faults: named });
}

/** Ids that cannot exist are ids of nothing: 404, like those that do not. */
export function parseParams(schema: z.ZodObject | undefined, params: Record<string, string>): unknown {
  if (!schema) return undefined;
  const parsed = readable(schema).safeParse(Object.fromEntries(Object.entries(params).map(([name, text]) => [name, [text]])));
  if (parsed.error) throw new AppError("not-found", parsed.error.issues[0]?.message ?? "There is nothing here.");
  return parsed.data;
}
