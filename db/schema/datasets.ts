import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const datasets = sqliteTable(
  "datasets",
  {
    key: integer("key").primaryKey(),
    id: text("id").notNull(),
    name: text("name").notNull(),
    description: text("description"),
    inputSchema: text("input_schema"),
    expectedSchema: text("expected_schema"),
    metadata: text("metadata").notNull().default("{}"),
    /** The version published last; items of a later one are on their way, and not there yet. */
    version: integer("version").notNull(),
    itemCount: integer("item_count").notNull().default(0),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (table) => [uniqueIndex("datasets_by_id").on(table.id), index("datasets_by_created").on(table.createdAt, table.key)],
);

/** Every change makes a version. One that replaces all ends the items before it without touching them. */
export const datasetVersions = sqliteTable(
  "dataset_versions",
  {
    datasetKey: integer("dataset_key").notNull(),
    version: integer("version").notNull(),
    createdAt: integer("created_at").notNull(),
    added: integer("added").notNull(),
    changed: integer("changed").notNull(),
    removed: integer("removed").notNull(),
    replaces: integer("replaces").notNull().default(0),
    itemCount: integer("item_count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.datasetKey, table.version] })],
);

/** Valid from a version until another: a version of a dataset is a query, not a copy. A changed item keeps its position. */
export const datasetItems = sqliteTable(
  "dataset_items",
  {
    key: integer("key").primaryKey(),
    datasetKey: integer("dataset_key").notNull(),
    id: text("id").notNull(),
    position: integer("position").notNull(),
    fromVersion: integer("from_version").notNull(),
    toVersion: integer("to_version"),
    input: text("input").notNull(),
    expected: text("expected"),
    metadata: text("metadata"),
    createdAt: integer("created_at").notNull(),
  },
  (table) => [
    index("dataset_items_by_position").on(table.datasetKey, table.position, table.fromVersion),
    uniqueIndex("dataset_items_by_id").on(table.datasetKey, table.id, table.fromVersion),
  ],
);
