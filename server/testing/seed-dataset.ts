import type { Database } from "@/db/database";
import type { Json } from "@/server/domain/json";

type Item = { id?: string; input: Json; expected?: Json };

/** Puts a dataset of one version into the database, as it would be after an import. */
export async function seedDataset(db: Database, id: string, items: Item[]): Promise<void> {
  const now = Date.now();
  await db.write([
    {
      sql: "INSERT INTO datasets (id, name, version, item_count, created_at, updated_at) VALUES (?, ?, 1, ?, ?, ?)",
      args: [id, id, items.length, now, now],
    },
    {
      sql: `INSERT INTO dataset_versions (dataset_key, version, created_at, added, changed, removed, item_count)
SELECT key, 1, ?, ?, 0, 0, ? FROM datasets WHERE id = ?`,
      args: [now, items.length, items.length, id],
    },
  ]);
  for (let at = 0; at < items.length; at += 5000) {
    const rows = items
      .slice(at, at + 5000)
      .map(({ id: itemId, input, expected }, i) => [
        itemId ?? `item-${at + i}`,
        at + i,
        JSON.stringify(input),
        expected === undefined ? null : JSON.stringify(expected),
      ]);
    await db.write([
      {
        sql: `INSERT INTO dataset_items (dataset_key, id, position, from_version, input, expected, created_at)
SELECT datasets.key, value ->> 0, value ->> 1, 1, value ->> 2, value ->> 3, ? FROM json_each(?), datasets WHERE datasets.id = ?`,
        args: [now, JSON.stringify(rows), id],
      },
    ]);
  }
}
