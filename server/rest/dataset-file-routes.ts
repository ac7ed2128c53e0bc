import { Readable } from "node:stream";
import { z } from "zod";
import { exportItems } from "@/server/datasets/export-items";
import { importDataset } from "@/server/datasets/import-dataset";
import { importItems } from "@/server/datasets/import-items";
import { previewImport } from "@/server/datasets/preview-import";
import { imported, importedDataset, importPreview } from "@/server/domain/answers/dataset-answers";
import { datasetRef, exportItemsInput, importDatasetInput, importItemsInput, type ImportFormat } from "@/server/domain/dataset";
import { AppError } from "@/server/errors";
import { fileResponse } from "./file-response";
import { idempotencyKeyOf } from "./idempotency-key";
import { contentTypeOf } from "./read-json";
import { route } from "./route";

const fileQuery = importDatasetInput.pick({ map: true }).extend({
  dryRun: z.boolean().optional(),
  /** With dryRun: the body is only the beginning of the file. */
  head: z.boolean().optional(),
});
const importQuery = fileQuery.extend({ mode: importItemsInput.shape.mode });
const importNewQuery = fileQuery.extend({ name: importDatasetInput.shape.name.optional() });

const formats: Record<string, ImportFormat> = {
  "text/csv": "csv",
  "application/json": "json",
  "application/x-ndjson": "jsonl",
  "application/jsonl": "jsonl",
};
const types: Record<ImportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  jsonl: "application/x-ndjson",
};

const files = Object.keys(formats);
const rows = z.array(z.unknown()).describe("An item a row, as {input, expected?, metadata?, id?}, or its input alone");

function formatOf(request: Request): ImportFormat {
  const encoding = request.headers.get("content-encoding")?.toLowerCase() ?? "identity";
  if (encoding !== "identity") throw new AppError("unsupported-media-type", `Send the file as it is, not as ${encoding}.`);
  const format = formats[contentTypeOf(request) ?? ""];
  if (!format)
    throw new AppError(
      "unsupported-media-type",
      "Send the file as text/csv, application/json or application/x-ndjson, in UTF-8.",
    );
  return format;
}

/** What stands behind the beginning would be missing. */
function refuseHead({ head }: { head?: boolean | undefined }): void {
  if (head) throw new AppError("bad-input", "head: goes with dryRun=true only; an import takes the whole file.");
}

/** Datasets as files: read in, and written out. */
export const datasetFileRoutes = [
  route({
    method: "POST",
    path: "/api/datasets/import",
    name: "importDataset",
    summary:
      "Make a dataset of a file of items, or none if the file has a fault; with dryRun=true only say what would come of it",
    query: importNewQuery,
    files,
    described: rows,
    answers: { 201: importedDataset, 200: importPreview },
    handle: async ({ ctx, query, request }) => {
      const [format, { map: columns, name }] = [formatOf(request), query];
      const body = request.body ?? Readable.from([]);
      const file = { format, ...(columns ? { map: columns } : {}) };
      if (query.dryRun)
        return { body: await previewImport({ ctx, input: { ...file, mode: "append", isHead: query.head === true }, body }) };
      refuseHead(query);
      if (name === undefined) throw new AppError("bad-input", "name: what the dataset is to be called is missing.");
      const idempotencyKey = idempotencyKeyOf(request, "import-dataset");
      return { status: 201, body: await importDataset({ ctx, input: { ...file, name }, body, idempotencyKey }) };
    },
  }),
  route({
    method: "POST",
    path: "/api/datasets/:datasetId/import",
    name: "importItems",
    summary: "Import a file of items as one version; with dryRun=true only say what would come of it",
    params: datasetRef,
    query: importQuery,
    files,
    described: rows,
    answers: { 201: imported, 200: importPreview },
    refuses: [409],
    handle: async ({ ctx, params, query, request }) => {
      const { mode, map } = query;
      const input = { ...params, mode, format: formatOf(request), ...(map ? { map } : {}) };
      const body = request.body ?? Readable.from([]);
      if (query.dryRun) return { body: await previewImport({ ctx, input: { ...input, isHead: query.head === true }, body }) };
      refuseHead(query);
      const idempotencyKey = idempotencyKeyOf(request, `import-items:${params.datasetId}`);
      return { status: 201, body: await importItems({ ctx, input, body, idempotencyKey }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/datasets/:datasetId/export",
    name: "exportItems",
    summary: "A version's items as a file",
    params: datasetRef,
    query: exportItemsInput.omit({ datasetId: true }),
    produces: "*/*",
    answers: { 200: null },
    handle: async ({ ctx, params, query }) => {
      const { name, text } = await exportItems({ ctx, input: { ...query, ...params } });
      return fileResponse(
        Readable.from(text).map((piece: string) => Buffer.from(piece)),
        types[query.format],
        name,
      );
    },
  }),
];
