import { and, desc, eq, sql, type SQL } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { datasets, datasetVersions } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";

export type DatasetRow = typeof datasets.$inferSelect;
export type VersionRow = typeof datasetVersions.$inferSelect;
export type DatasetPosition = { createdAt: number; key: number };

const columnNames =
  "id, name, description, input_schema, expected_schema, metadata, version, item_count, created_at, updated_at".split(", ");

/** A key is never given out twice, also not that of a dataset which is still being deleted: its versions go last. */
const nextKey = `SELECT 1 + max(coalesce((SELECT max(key) FROM datasets), 0), coalesce((SELECT max(dataset_key) FROM dataset_versions), 0))`;

/** A dataset begins with version 1, which is empty. */
export function insertDataset(row: Omit<DatasetRow, "key">): Statement[] {
  const { id, name, description, inputSchema, expectedSchema, metadata, version, itemCount, createdAt, updatedAt } = row;
  return [
    {
      sql: `INSERT INTO datasets (key, ${columnNames.join(", ")}) VALUES ((${nextKey}), ${columnNames.map(() => "?").join(", ")})`,
      args: [id, name, description, inputSchema, expectedSchema, metadata, version, itemCount, createdAt, updatedAt],
    },
    {
      sql: `INSERT INTO dataset_versions (dataset_key, version, created_at, added, changed, removed, replaces, item_count)
SELECT key, version, created_at, 0, 0, 0, 0, 0 FROM datasets WHERE id = ?`,
      args: [id],
    },
  ];
}

const byId = (read: Reader) =>
  read
    .select()
    .from(datasets)
    .where(eq(datasets.id, sql.placeholder("id")))
    .limit(1)
    .prepare();

export async function readDataset(db: Database, id: string): Promise<DatasetRow | undefined> {
  return (await db.prepared(byId).all({ id }))[0];
}

const named = (q: string | undefined): SQL | undefined =>
  q === undefined ? undefined : sql`instr(lower(${datasets.name}), lower(${q})) > 0`;

export async function readDatasets(
  db: Database,
  q: string | undefined,
  after: DatasetPosition | undefined,
  limit: number,
): Promise<DatasetRow[]> {
  const page = after ? sql`(${datasets.createdAt}, ${datasets.key}) < (${after.createdAt}, ${after.key})` : undefined;
  return db.read
    .select()
    .from(datasets)
    .where(and(named(q), page))
    .orderBy(desc(datasets.createdAt), desc(datasets.key))
    .limit(limit);
}

export async function countDatasets(db: Database, q: string | undefined): Promise<number> {
  const [row] = await db.read
    .select({ total: sql<number>`count(*)` })
    .from(datasets)
    .where(named(q));
  return row?.total ?? 0;
}

export type DatasetChange = Partial<
  Pick<DatasetRow, "name" | "description" | "inputSchema" | "expectedSchema" | "metadata" | "updatedAt">
>;

export function setDataset(db: Database, key: number, change: DatasetChange): Statement {
  return toStatement(db.read.update(datasets).set(change).where(eq(datasets.key, key)));
}

/** Makes a version the dataset's own, with all rows that were staged for it. */
export function publishVersion(row: VersionRow): Statement[] {
  return [
    {
      sql: "UPDATE datasets SET version = ?, item_count = ?, updated_at = ? WHERE key = ?",
      args: [row.version, row.itemCount, row.createdAt, row.datasetKey],
    },
    {
      sql: `INSERT INTO dataset_versions (dataset_key, version, created_at, added, changed, removed, replaces, item_count)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [row.datasetKey, row.version, row.createdAt, row.added, row.changed, row.removed, row.replaces, row.itemCount],
    },
  ];
}

const oneVersion = (read: Reader) =>
  read
    .select()
    .from(datasetVersions)
    .where(
      and(eq(datasetVersions.datasetKey, sql.placeholder("datasetKey")), eq(datasetVersions.version, sql.placeholder("version"))),
    )
    .limit(1)
    .prepare();

export async function readVersion(db: Database, datasetKey: number, version: number): Promise<VersionRow | undefined> {
  return (await db.prepared(oneVersion).all({ datasetKey, version }))[0];
}

const latestReplacing = (read: Reader) =>
  read
    .select({ version: datasetVersions.version })
    .from(datasetVersions)
    .where(
      sql`${datasetVersions.datasetKey} = ${sql.placeholder("datasetKey")} AND ${datasetVersions.version} <= ${sql.placeholder("version")} AND ${datasetVersions.replaces} = 1`,
    )
    .orderBy(desc(datasetVersions.version))
    .limit(1)
    .prepare();

/** The last version up to this one that began anew; 0 where none did. */
export async function readFloor(db: Database, datasetKey: number, version: number): Promise<number> {
  return (await db.prepared(latestReplacing).all({ datasetKey, version }))[0]?.version ?? 0;
}

/** Newest first, below a version. */
export async function readVersions(
  db: Database,
  datasetKey: number,
  before: number | undefined,
  limit: number,
): Promise<VersionRow[]> {
  return db.read
    .select()
    .from(datasetVersions)
    .where(
      and(
        eq(datasetVersions.datasetKey, datasetKey),
        before === undefined ? undefined : sql`${datasetVersions.version} < ${before}`,
      ),
    )
    .orderBy(desc(datasetVersions.version))
    .limit(limit);
}
