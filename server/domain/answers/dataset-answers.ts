import { z } from "zod";
import { newItem, type Dataset, type DatasetVersion, type ImportPreview, type Item, type VersionDiff } from "../dataset";
import { json } from "../json";
import { exactPage, instant, page } from "./plain-answers";

const jsonSchema = z.record(z.string(), json).describe("A JSON Schema, draft 2020-12");

const dataset = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().exactOptional(),
    version: z.number(),
    itemCount: z.number(),
    inputSchema: jsonSchema.exactOptional(),
    expectedSchema: jsonSchema.exactOptional(),
    metadata: z.record(z.string(), json),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: "Dataset" }) satisfies z.ZodType<Dataset>;

const item = z
  .strictObject({
    id: z.string(),
    input: json,
    expected: json.exactOptional(),
    metadata: json.exactOptional(),
    version: z.number().describe("The version it came with, or was last changed in"),
    createdAt: instant,
  })
  .meta({ id: "Item" }) satisfies z.ZodType<Item>;

const version = z
  .strictObject({
    version: z.number(),
    createdAt: instant,
    added: z.number(),
    changed: z.number(),
    removed: z.number(),
    itemCount: z.number(),
    replaces: z.boolean().exactOptional().describe("An import took the place of all there was"),
  })
  .meta({ id: "DatasetVersion" }) satisfies z.ZodType<DatasetVersion>;

const itemPart = z.enum(["input", "expected", "metadata"]);
const versionNumber = z.number().describe("The version this made");

export const datasetPage = z.strictObject({ datasets: z.array(dataset), ...exactPage });
export const oneDataset = z.strictObject({ dataset });
export const versionPage = z.strictObject({ versions: z.array(version), ...exactPage });
export const versionDiff = z
  .strictObject({
    added: z.array(z.strictObject({ id: z.string() })),
    changed: z.array(z.strictObject({ id: z.string(), parts: z.array(itemPart) })),
    removed: z.array(z.strictObject({ id: z.string() })),
    counts: z.strictObject({ added: z.number(), changed: z.number(), removed: z.number() }).describe("Of all there are"),
    truncated: z.boolean().describe("A list ends at a thousand"),
  })
  .meta({ id: "VersionDiff" }) satisfies z.ZodType<VersionDiff>;
export const itemPage = z.strictObject({ items: z.array(item), ...page });
export const addedItems = z.strictObject({ items: z.array(item), version: versionNumber });
export const oneItem = z.strictObject({ item });
export const changedItem = z.strictObject({ item, version: versionNumber });
export const imported = z.strictObject({ imported: z.number(), version: versionNumber }).meta({ id: "Imported" });
export const importedDataset = z.strictObject({ dataset, imported: z.number(), version: versionNumber });

export const importPreview = z
  .strictObject({
    rows: z.array(newItem).describe("The first rows, as they would become items"),
    rowCount: z.number(),
    columns: z
      .array(z.strictObject({ name: z.string(), target: z.string().nullable() }))
      .exactOptional()
      .describe("Each column and where it goes; null is nowhere"),
    faults: z.array(z.strictObject({ path: z.string(), message: z.string() })),
    faultCount: z.number(),
  })
  .meta({ id: "ImportPreview" }) satisfies z.ZodType<ImportPreview>;
