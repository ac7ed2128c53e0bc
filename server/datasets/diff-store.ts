import { sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import { basePosition, type VersionRange } from "./item-store";

/** An item of one version that is not the same row in the other, and how it compares with the one of its id there. */
export type DiffRow = { id: string; there: number; input: number; expected: number; metadata: number };

/** The position up to which the next so many rows of a version lie. */
export async function readWindowEnd(
  db: Database,
  range: VersionRange,
  after: number,
  limit: number,
): Promise<number | undefined> {
  const from = Math.max(after, basePosition(range.floor) - 1);
  const [row] = await db.read.all<{ last: number | null }>(
    sql`SELECT max(position) AS last FROM (SELECT position FROM dataset_items WHERE dataset_key = ${range.datasetKey}
AND position > ${from} AND position < ${basePosition(range.version + 1)} ORDER BY position LIMIT ${limit})`,
  );
  return row?.last ?? undefined;
}

/** Of a version's rows between two positions, those the other version does not have as they are. */
export async function readDifferent(
  db: Database,
  one: VersionRange,
  other: VersionRange,
  after: number,
  last: number,
): Promise<DiffRow[]> {
  const from = Math.max(after, basePosition(one.floor) - 1);
  return db.read.all<DiffRow>(
    sql`SELECT one.id AS id, other.key IS NOT NULL AS there, one.input IS NOT other.input AS input,
  one.expected IS NOT other.expected AS expected, one.metadata IS NOT other.metadata AS metadata
FROM dataset_items AS one LEFT JOIN dataset_items AS other ON other.dataset_key = one.dataset_key AND other.id = one.id
  AND other.from_version >= ${other.floor} AND other.from_version <= ${other.version}
  AND (other.to_version IS NULL OR other.to_version > ${other.version})
WHERE one.dataset_key = ${one.datasetKey} AND one.position > ${from} AND one.position <= ${last}
  AND one.from_version <= ${one.version} AND (one.to_version IS NULL OR one.to_version > ${one.version})
  AND one.key IS NOT other.key ORDER BY one.position`,
  );
}
