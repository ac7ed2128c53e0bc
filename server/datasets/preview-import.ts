import type { Context } from "@/server/context";
import type { ImportPreview, NewItem, PreviewImportInput } from "@/server/domain/dataset";
import { FaultList } from "./import/fault-list";
import { readFile, type FileBody } from "./import/read-file";
import { openRowReader } from "./import/row-reader";
import { itemChecker } from "./item-schema";
import { readKeysOfIds } from "./item-store";
import { previewItem } from "./preview-item";
import { requireVersion } from "./require-dataset";

const mostRows = 50;
const mostLength = 1_000_000;
const idsAtOnce = 500;
/** Ids are held while a file is read through without a row being written; this many, and no more. */
const mostIdsKnown = 200_000;

/** One that is to come of the file: it asks nothing, and has no ids. */
const newDataset = { row: { inputSchema: null, expectedSchema: null }, range: undefined };

/** Reads a file as an import would, and says what would come of it. Nothing is written, and no one has to wait. */
export async function previewImport({
  ctx,
  input,
  body,
}: {
  ctx: Context;
  input: PreviewImportInput;
  body: FileBody;
}): Promise<ImportPreview> {
  const { row, range } = input.datasetId === undefined ? newDataset : await requireVersion(ctx, input.datasetId);
  const [faults, rows, check, known] = [new FaultList(), new Array<NewItem>(), itemChecker(row), new Set<string>()];
  const reader = openRowReader(input.format, input.map, row);
  let [rowCount, length] = [0, 0];
  let asked: { id: string; line: number }[] = [];
  const isTaken = (id: string, line: number): void =>
    faults.add([{ line, field: "id", message: `${id} is taken: the dataset has it, or it came before` }], false);
  const flush = async (): Promise<void> => {
    const lines = new Map(asked.map(({ id, line }) => [id, line]));
    asked = [];
    if (input.mode === "replace" || !range) return;
    for (const { id } of await readKeysOfIds(ctx.db, range, [...lines.keys()])) isTaken(id, lines.get(id) ?? 0);
  };
  await readFile({
    body,
    reader,
    isHead: input.isHead,
    onFaults: (found) => faults.add(found, true),
    onRow: ({ line, item }) => {
      rowCount++;
      faults.add(
        check(item, "").map(({ path, message }) => ({ line, field: path, message })),
        false,
      );
      if (rows.length < mostRows && length < mostLength) {
        const shown = previewItem(item);
        rows.push(shown.item);
        length += shown.length;
      }
      const { id } = item;
      if (id === undefined) return undefined;
      if (known.has(id)) isTaken(id, line);
      else if (asked.push({ id, line }) && known.size < mostIdsKnown) known.add(id);
      return asked.length >= idsAtOnce ? flush() : undefined;
    },
  });
  await flush();
  if (faults.count === 0 && rowCount === 0 && !input.isHead)
    faults.add([{ line: 1, message: "there is no row: the file is empty" }], true);
  const columns = reader.columns();
  return { rows, rowCount, ...(columns ? { columns } : {}), faults: faults.listed, faultCount: faults.count };
}
