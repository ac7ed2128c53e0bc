import { z } from "zod";
import type { JsonSchema } from "./agent";
import { plainText, runId } from "./ids";
import { importFormats, type ImportFormat } from "./import-format";
import { json, type Json } from "./json";

export type Dataset = {
  id: string;
  name: string;
  description?: string;
  version: number;
  itemCount: number;
  inputSchema?: JsonSchema;
  expectedSchema?: JsonSchema;
  metadata: Record<string, Json>;
  createdAt: number;
  updatedAt: number;
};

/** `version` is the one it came with, or was last changed in. */
export type Item = { id: string; input: Json; expected?: Json; metadata?: Json; version: number; createdAt: number };

export type DatasetVersion = {
  version: number;
  createdAt: number;
  added: number;
  changed: number;
  removed: number;
  itemCount: number;
  /** It began anew: an import in place of all there was. */
  replaces?: boolean;
};

export type ItemPart = "input" | "expected" | "metadata";
export type VersionDiff = {
  added: { id: string }[];
  changed: { id: string; parts: ItemPart[] }[];
  removed: { id: string }[];
  /** Of all there are; the lists end at a thousand each. */
  counts: { added: number; changed: number; removed: number };
  truncated: boolean;
};

const datasetId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, "a dataset id is up to 100 of A-Z a-z 0-9 _ -");
/** As part of an address, `.` and `..` would lead elsewhere. */
export const itemId = plainText(200).refine((id) => id !== "." && id !== "..", "cannot be an item's id");
export const datasetRef = z.strictObject({ datasetId });
export const itemRef = datasetRef.extend({ itemId });

const isObject = (value: Json): boolean => value !== null && typeof value === "object" && !Array.isArray(value);
const mostSchema = 1_000_000;
const schema = json
  .refine(isObject, "must be a JSON Schema: an object")
  .refine((value) => JSON.stringify(value).length <= mostSchema, "is larger than 1 MB")
  .transform((value) => value as JsonSchema)
  .meta({ type: "object", description: "A JSON Schema, draft 2020-12; at most 1 MB" });
const mostMetadata = 64 * 1024;
const metadata = json
  .refine(isObject, "must be an object")
  .refine((value) => JSON.stringify(value).length <= mostMetadata, `is larger than ${mostMetadata / 1024} KB`)
  .transform((value) => value as Record<string, Json>)
  .meta({ type: "object", description: `At most ${mostMetadata / 1024} KB` });
const description = z
  .string()
  .max(10_000)
  .refine((text) => !/\0|\p{Surrogate}/u.test(text), "has a character that is not text (NUL, or half a surrogate pair)");

export const createDatasetInput = z.strictObject({
  name: plainText(200),
  description: description.optional(),
  inputSchema: schema.optional(),
  expectedSchema: schema.optional(),
  metadata: metadata.optional(),
});
export type CreateDatasetInput = z.infer<typeof createDatasetInput>;

/** What is not named stays; null takes it away. */
export const updateDatasetInput = datasetRef.extend({
  name: plainText(200).optional(),
  description: description.nullable().optional(),
  inputSchema: schema.nullable().optional(),
  expectedSchema: schema.nullable().optional(),
  metadata: metadata.optional(),
});
export type UpdateDatasetInput = z.infer<typeof updateDatasetInput>;

const limit = z.number().int().min(1).max(100).default(20);
const cursor = z.string().min(1).max(400).optional().describe("The nextCursor of the page before");
const q = z.string().min(1).max(200).optional().describe("A text in it, whatever its case");
export const version = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const listDatasetsInput = z.strictObject({ q, limit, cursor });
export const listItemsInput = datasetRef.extend({
  version: version.optional().describe("An earlier version; the latest where not said"),
  q,
  limit,
  cursor,
});
export const listVersionsInput = datasetRef.extend({ limit, cursor });
export const diffVersionsInput = datasetRef.extend({ a: version, b: version });
export const getItemInput = itemRef.extend({ version: version.optional() });

export const newItem = z.strictObject({
  id: itemId.optional(),
  input: json,
  expected: json.optional(),
  metadata: json.optional(),
});
export type NewItem = z.infer<typeof newItem>;
export const newItems = z.array(newItem).min(1).max(10_000, "at most 10,000 at once; more come in by import");
export const addItemsInput = datasetRef.extend({ items: newItems });

/** What is not named stays. `null` is a value like any other, so what goes is named in `remove`. */
export const itemChange = z.strictObject({
  input: json.optional(),
  expected: json.optional(),
  metadata: json.optional(),
  remove: z
    .array(z.enum(["expected", "metadata"]))
    .optional()
    .describe("Parts to take away"),
  ifVersion: version.optional().describe("Only if the item is still as it came with that version"),
});
export const updateItemInput = itemRef.extend(itemChange.shape);
export const deleteItemsInput = datasetRef.extend({ itemIds: z.array(itemId).min(1).max(1000) });
export const addRunsToDatasetInput = datasetRef
  .extend({
    runIds: z.array(runId).min(1).max(100, "at most 100 runs at once"),
    withExpected: z.boolean().default(false),
    /** Of a single run: in place of what it recorded. */
    input: json.optional(),
    expected: json.optional(),
  })
  .refine(
    ({ runIds, input, expected }) => runIds.length === 1 || (input === undefined && expected === undefined),
    "input and expected can be given for a single run only",
  );

export const importFormat = z.enum(importFormats);
export type { ImportFormat };
/** Where a column goes: the item's id, one of its three parts, a field of one, or nowhere. */
const columnTarget = z
  .string()
  .max(500)
  .regex(
    /^(?:id|(?:input|expected|metadata)(?:\..+)?)$/s,
    "must be id, input, expected, metadata, or a field of one as in input.name",
  )
  .nullable();
const columnMap = z.record(z.string().max(1000), columnTarget);
export type ColumnMap = z.infer<typeof columnMap>;
export const importItemsInput = datasetRef.extend({
  format: importFormat,
  mode: z.enum(["append", "replace"]).default("append"),
  map: columnMap.optional().describe("By a column's name: where it goes, or null for nowhere"),
});
export type ImportItemsInput = z.infer<typeof importItemsInput>;
/** A file, or its beginning, that is to go into a dataset, or to become one. */
export type PreviewImportInput = Omit<ImportItemsInput, "datasetId"> & { datasetId?: string; isHead?: boolean };
export const importDatasetInput = z.strictObject({ name: plainText(200), format: importFormat, map: importItemsInput.shape.map });
export const exportItemsInput = datasetRef.extend({ format: importFormat.default("jsonl"), version: version.optional() });

export type ImportPreview = {
  /** The first rows, as they would become items; a part over 64 KB is `{truncated: true, bytes}` here. */
  rows: NewItem[];
  rowCount: number;
  /** Each column of a CSV file, or field of JSON rows, and where it goes; null is nowhere. */
  columns?: { name: string; target: string | null }[];
  /** The first of them. */
  faults: { path: string; message: string }[];
  faultCount: number;
};
