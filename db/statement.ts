import type { InValue } from "@libsql/client";

/** One SQL statement with its values. What belongs together is given to the queue together. */
export type Statement = { sql: string; args: InValue[] };

/** Turns a query of drizzle's builder into what the write queue takes. */
export function toStatement(query: { toSQL(): { sql: string; params: unknown[] } }): Statement {
  const { sql, params } = query.toSQL();
  return { sql, args: params as InValue[] };
}
