import { sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import type { Statement } from "@/db/statement";
import { basePosition, type VersionRange } from "./item-store";

export type PlacedItem = { key: number; id: string; position: number };

/** The next items of a version past a position, in their order. */
export async function readPlacedItems(db: Database, range: VersionRange, after: number, limit: number): Promise<PlacedItem[]> {
  const { datasetKey, version, floor } = range;
  const from = Math.max(after, basePosition(floor) - 1);
  return db.read.all<PlacedItem>(sql`SELECT key, id, position FROM dataset_items
    WHERE dataset_key = ${datasetKey} AND position > ${from} AND position < ${basePosition(version + 1)}
    AND from_version <= ${version} AND (to_version IS NULL OR to_version > ${version}) ORDER BY position LIMIT ${limit}`);
}

export async function readPosition(db: Database, key: number): Promise<number | undefined> {
  const [row] = await db.read.all<{ position: number }>(sql`SELECT position FROM dataset_items WHERE key = ${key}`);
  return row?.position;
}

const there = (read: Reader) =>
  read
    .select({ key: sql<number>`dataset_items.key`.as("key") })
    .from(sql`dataset_items`)
    .where(sql`dataset_items.key IN (SELECT value FROM json_each(${sql.placeholder("keys")}))`)
    .prepare();

/** Which of these items are still there: they go with their dataset. */
export async function readItemsThere(db: Database, keys: number[]): Promise<Set<number>> {
  const rows = await db.prepared(there).all({ keys: JSON.stringify(keys) });
  return new Set(rows.map((row) => row.key));
}

/** A query for the inputs of items, each under an id of the caller's: for copying within the database. */
export function selectInputs(pairs: [itemKey: number, id: number][]): Statement {
  return {
    sql: `SELECT pair.value ->> 1 AS id, dataset_items.input AS body FROM json_each(?) AS pair
JOIN dataset_items ON dataset_items.key = pair.value ->> 0`,
    args: [JSON.stringify(pairs)],
  };
}
