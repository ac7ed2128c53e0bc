import { and, eq, gte, lt } from "drizzle-orm";
import type { Database } from "@/db/database";
import { idempotencyKeys } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";

/** How long the answer to an Idempotency-Key is kept. */
const keptMs = 24 * 3_600_000;

export async function readIdempotencyKey(db: Database, key: string, now: number) {
  const [row] = await db.read
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.key, key), gte(idempotencyKeys.createdAt, now - keptMs)))
    .limit(1);
  return row;
}

export function insertIdempotencyKey(db: Database, row: typeof idempotencyKeys.$inferInsert): Statement[] {
  return [
    toStatement(db.read.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, row.createdAt - keptMs))),
    toStatement(db.read.insert(idempotencyKeys).values(row)),
  ];
}
