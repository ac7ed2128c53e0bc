import type { z } from "zod";
import type { Context } from "@/server/context";
import type { exportItemsInput, ImportFormat } from "@/server/domain/dataset";
import { escapeCell, toCell } from "./csv-cell";
import type { ItemRow } from "./item-store";
import { walkItems } from "./read-items";
import { requireVersion } from "./require-dataset";

export type Exported = { name: string; text: AsyncGenerator<string> };

const formats: Record<ImportFormat, { head: string; between: string; foot: string; row: (row: ItemRow) => string }> = {
  jsonl: { head: "", between: "", foot: "", row: (row) => `${toLine(row)}\n` },
  json: { head: "[\n", between: ",\n", foot: "\n]\n", row: toLine },
  csv: { head: "id,input,expected,metadata\r\n", between: "", foot: "", row: toCsvLine },
};

/** A version as a file, made while it is read. The parts are the JSON text that is kept, so the bytes are always the same. */
export async function exportItems({ ctx, input }: { ctx: Context; input: z.infer<typeof exportItemsInput> }): Promise<Exported> {
  const { row, range, itemCount } = await requireVersion(ctx, input.datasetId, input.version);
  const { head, between, foot, row: write } = formats[input.format];
  async function* text(): AsyncGenerator<string> {
    yield head;
    let count = 0;
    for await (const rows of walkItems(ctx, range)) {
      yield (count === 0 ? "" : between) + rows.map(write).join(between);
      count += rows.length;
    }
    // A file that ends too early must not look whole.
    if (count !== itemCount) throw new Error(`dataset ${row.id} was deleted while its version ${range.version} was exported`);
    yield foot;
  }
  return { name: `${row.name}-v${range.version}.${input.format}`, text: text() };
}

function toLine({ id, input, expected, metadata }: ItemRow): string {
  const more = (name: string, part: string | null): string => (part === null ? "" : `,"${name}":${part}`);
  return `{"id":${JSON.stringify(id)},"input":${input}${more("expected", expected)}${more("metadata", metadata)}}`;
}

function toCsvLine({ id, input, expected, metadata }: ItemRow): string {
  const cells = [input, expected, metadata].map((part) => (part === null ? "" : toCell(part)));
  return `${[toIdCell(id), ...cells].join(",")}\r\n`;
}

/** An id is text, whatever it looks like. */
const toIdCell = (id: string): string => `"${escapeCell(id).replaceAll('"', '""')}"`;
