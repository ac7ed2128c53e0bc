import { z } from "zod";

/** A query is names with lists of texts; these say which may be repeated ("or") and what the texts stand for. */
export const one = z
  .array(z.string())
  .max(1, "is given more than once")
  .transform((values) => values[0] ?? "");

export const oneNumber = one.pipe(z.string().regex(/^-?\d{1,16}$/, "must be a whole number")).transform(Number);

export function queryObject(search: URLSearchParams): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of search) query[name] = [...(query[name] ?? []), value];
  return query;
}
