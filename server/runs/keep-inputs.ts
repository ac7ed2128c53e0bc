import type { Statement } from "@/db/statement";

/** Keeps values that a query gives, as rows of `id` and `body`, under ids that runs will name as their inputs. */
export function keepInputs({ sql, args }: Statement): Statement {
  return { sql: `INSERT INTO payloads (id, body, shared) SELECT id, body, 0 FROM (${sql})`, args };
}
