import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";

/**
 * The items of one version. Positions grow from a base of the replacing version's own, so that what was replaced lies
 * outside the range and is never walked over.
 */
export type VersionRange = { datasetKey: number; version: number; floor: number };

export type ItemRow = {
  key: number;
  id: string;
  position: number;
  fromVersion: number;
  input: string;
  expected: string | null;
  metadata: string | null;
  createdAt: number;
};
export type NewItemRow = Pick<ItemRow, "id" | "position" | "input" | "expected" | "metadata" | "createdAt">;
export type ItemSize = { key: number; position: number; bytes: number };

const positionsOfABase = 2 ** 30;
export const basePosition = (floor: number): number => floor * positionsOfABase;

const lasts = (version: number): SQL => sql`from_version <= ${version} AND (to_version IS NULL OR to_version > ${version})`;

function within({ datasetKey, version, floor }: VersionRange, after: number): SQL {
  const from = Math.max(after, basePosition(floor) - 1);
  return sql`dataset_key = ${datasetKey} AND position > ${from} AND position < ${basePosition(version + 1)} AND ${lasts(version)}`;
}

const bytesOfRow = sql`octet_length(input) + coalesce(octet_length(expected), 0) + coalesce(octet_length(metadata), 0)`;
const columns = sql`key, id, position, from_version AS "fromVersion", input, expected, metadata, created_at AS "createdAt"`;
const inList = (values: (number | string)[]): SQL => sql`IN (SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** How large the next items are, in their order: so that no more is read at once than can be held. */
export async function readSizes(db: Database, range: VersionRange, after: number, limit: number): Promise<ItemSize[]> {
  return db.read.all<ItemSize>(
    sql`SELECT key, position, ${bytesOfRow} AS bytes FROM dataset_items WHERE ${within(range, after)} ORDER BY position LIMIT ${limit}`,
  );
}

/** Where the next items lie, and what they are called. */
export async function readPlaces(
  db: Database,
  range: VersionRange,
  after: number,
  limit: number,
): Promise<{ id: string; position: number }[]> {
  return db.read.all<{ id: string; position: number }>(
    sql`SELECT id, position FROM dataset_items WHERE ${within(range, after)} ORDER BY position LIMIT ${limit}`,
  );
}

export type PreviewRow = {
  key: number;
  id: string;
  fromVersion: number;
  input: string | null;
  inputBytes: number;
  expected: string | null;
  expectedBytes: number | null;
  metadata: string | null;
  metadataBytes: number | null;
};

/** What is larger is not read at all for a preview. */
const mostPreviewed = 64 * 1024;
export const previewLength = 400;

/** The beginnings of items' parts, in the items' order. */
export async function readPreviews(db: Database, keys: number[]): Promise<PreviewRow[]> {
  if (keys.length === 0) return [];
  const beginning = (column: SQL): SQL =>
    sql`CASE WHEN octet_length(${column}) <= ${mostPreviewed} THEN substr(${column}, 1, ${previewLength}) END`;
  return db.read.all<PreviewRow>(
    sql`SELECT key, id, from_version AS "fromVersion",
  ${beginning(sql`input`)} AS input, octet_length(input) AS "inputBytes",
  ${beginning(sql`expected`)} AS expected, octet_length(expected) AS "expectedBytes",
  ${beginning(sql`metadata`)} AS metadata, octet_length(metadata) AS "metadataBytes"
FROM dataset_items WHERE key ${inList(keys)} ORDER BY position`,
  );
}

export async function readItemRows(db: Database, keys: number[]): Promise<ItemRow[]> {
  if (keys.length === 0) return [];
  return db.read.all<ItemRow>(sql`SELECT ${columns} FROM dataset_items WHERE key ${inList(keys)} ORDER BY position`);
}

/** Those of these ids that the version has. */
export async function readKeysOfIds(db: Database, range: VersionRange, ids: string[]): Promise<{ key: number; id: string }[]> {
  if (ids.length === 0) return [];
  const { datasetKey, version, floor } = range;
  return db.read.all<{ key: number; id: string }>(
    sql`SELECT key, id FROM dataset_items WHERE dataset_key = ${datasetKey} AND id ${inList(ids)}
AND from_version >= ${floor} AND ${lasts(version)} ORDER BY position`,
  );
}

/** How large those of these ids are that the version has, in their order. */
export async function readSizesOfIds(db: Database, range: VersionRange, ids: string[]): Promise<ItemSize[]> {
  if (ids.length === 0) return [];
  const { datasetKey, version, floor } = range;
  return db.read.all<ItemSize>(
    sql`SELECT key, position, ${bytesOfRow} AS bytes FROM dataset_items WHERE dataset_key = ${datasetKey} AND id ${inList(ids)}
AND from_version >= ${floor} AND ${lasts(version)} ORDER BY position`,
  );
}

/** Those of these ids that rows staged for a version have. */
export async function readStagedIds(db: Database, datasetKey: number, version: number, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.read.all<{ id: string }>(
    sql`SELECT id FROM dataset_items WHERE dataset_key = ${datasetKey} AND id ${inList(ids)} AND from_version = ${version}`,
  );
  return rows.map(({ id }) => id);
}

/** One window of a search through a version: which of its items hold the text, and where it ended. */
export async function searchWindow(
  db: Database,
  range: VersionRange,
  after: number,
  pattern: string,
  sizes: ItemSize[],
): Promise<ItemSize[]> {
  const last = sizes.at(-1)?.position ?? after;
  const like = (column: SQL): SQL => sql`${column} LIKE ${pattern} ESCAPE '\\'`;
  return db.read.all<ItemSize>(
    sql`SELECT key, position, ${bytesOfRow} AS bytes FROM dataset_items WHERE ${within(range, after)} AND position <= ${last}
AND (${like(sql`id`)} OR ${like(sql`input`)} OR ${like(sql`expected`)} OR ${like(sql`metadata`)}) ORDER BY position`,
  );
}

/** Keys of the rows that came with a version, in their order. */
export async function readKeysOfVersion(db: Database, range: VersionRange): Promise<number[]> {
  const rows = await db.read.all<{ key: number }>(
    sql`SELECT key FROM dataset_items WHERE ${within(range, 0)} AND from_version = ${range.version} ORDER BY position`,
  );
  return rows.map(({ key }) => key);
}

export async function readLastPosition(db: Database, datasetKey: number): Promise<number> {
  const [row] = await db.read.all<{ last: number | null }>(
    sql`SELECT max(position) AS last FROM dataset_items WHERE dataset_key = ${datasetKey}`,
  );
  return row?.last ?? 0;
}

/** Past this an item travels as values of its own instead of inside the JSON argument. */
const largeItem = 200_000;
const names = "dataset_key, from_version, id, position, input, expected, metadata, created_at";

const insertSql = `INSERT INTO dataset_items (${names}) SELECT ?1, ?2, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?3)`;

const sizeOf = ({ input, expected, metadata }: NewItemRow): number =>
  input.length + (expected?.length ?? 0) + (metadata?.length ?? 0);
const valuesOf = (row: NewItemRow) => [row.id, row.position, row.input, row.expected, row.metadata, row.createdAt];

export function insertItems(datasetKey: number, version: number, rows: NewItemRow[]): Statement[] {
  const small = rows.filter((row) => sizeOf(row) <= largeItem);
  const large = rows.filter((row) => sizeOf(row) > largeItem);
  return [
    ...(small.length > 0 ? [{ sql: insertSql, args: [datasetKey, version, JSON.stringify(small.map(valuesOf))] }] : []),
    ...large.map((row) => ({
      sql: `INSERT INTO dataset_items (${names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [datasetKey, version, ...valuesOf(row)],
    })),
  ];
}

/** From this version on they are there no more. */
export function endItems(keys: number[], version: number): Statement {
  return {
    sql: "UPDATE dataset_items SET to_version = ? WHERE key IN (SELECT value FROM json_each(?))",
    args: [version, JSON.stringify(keys)],
  };
}

/** How rows staged between two positions compare with a version: those whose id it has, and of these those that differ. */
export async function compareStaged(
  db: Database,
  staged: { version: number; from: number; to: number },
  range: VersionRange,
): Promise<{ known: number; changed: number }> {
  const { datasetKey, version, floor } = range;
  const [row] = await db.read.all<{ known: number; changed: number }>(
    sql`SELECT count(*) AS known, coalesce(sum(new.input IS NOT old.input OR new.expected IS NOT old.expected
  OR new.metadata IS NOT old.metadata), 0) AS changed
FROM dataset_items AS new CROSS JOIN dataset_items AS old ON old.dataset_key = new.dataset_key AND old.id = new.id
  AND old.from_version >= ${floor} AND old.from_version <= ${version} AND (old.to_version IS NULL OR old.to_version > ${version})
WHERE new.dataset_key = ${datasetKey} AND new.position >= ${staged.from} AND new.position <= ${staged.to}
  AND new.from_version = ${staged.version}`,
  );
  return row ?? { known: 0, changed: 0 };
}
