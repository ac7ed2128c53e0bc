import { createHash } from "node:crypto";
import { AppError } from "@/server/errors";
import { TextChunks } from "./decode-text";
import { BrokenFile, type LineFault } from "./import-fault";
import type { PlacedRow } from "./place-values";
import type { RowReader } from "./row-reader";

export type FileBody = AsyncIterable<Uint8Array>;

const chunkBytes = 64 * 1024;
/** The event loop is given back this often, whatever the file is like. */
const longestTurnMs = 8;

type Reading = {
  body: FileBody;
  reader: RowReader;
  onRow: (row: PlacedRow) => Promise<void> | undefined;
  onFaults: (faults: LineFault[]) => void;
  /** The body is only the beginning of a file: what its end cuts off is no fault. */
  isHead?: boolean | undefined;
};

/** Reads a file through, row by row, and gives the hash of its bytes. No more of it is held than a row and a chunk. */
export async function readFile({ body, reader, onRow, onFaults, isHead }: Reading): Promise<string> {
  const text = new TextChunks();
  const hash = createHash("sha256");
  let since = performance.now();
  const take = async (rows: Iterable<PlacedRow | LineFault[]>): Promise<void> => {
    for (const row of rows) {
      if (Array.isArray(row)) onFaults(row);
      else await onRow(row);
      if (performance.now() - since < longestTurnMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  };
  let broken = false;
  for await (const chunk of chunksOf(body)) {
    hash.update(chunk);
    if (broken) continue;
    try {
      await take(reader.push(text.push(chunk)));
    } catch (cause) {
      broken = note(cause, onFaults);
    }
  }
  if (broken || isHead) return hash.digest("base64url");
  try {
    text.end();
    await take(reader.end());
  } catch (cause) {
    note(cause, onFaults);
  }
  return hash.digest("base64url");
}

/** From here on the file cannot be read; what comes is let pass, so that who sends it hears the answer. */
function note(cause: unknown, onFaults: (faults: LineFault[]) => void): true {
  if (!(cause instanceof BrokenFile)) throw cause;
  onFaults([{ line: cause.line, message: cause.message, broken: true }]);
  return true;
}

async function* chunksOf(body: FileBody): AsyncGenerator<Uint8Array> {
  const parts = body[Symbol.asyncIterator]();
  for (;;) {
    const next: IteratorResult<Uint8Array> = await parts.next().catch((cause: unknown) => {
      throw new AppError("bad-input", "The file broke off while it was sent. Nothing was imported.", { cause });
    });
    if (next.done) return;
    const { value } = next;
    for (let at = 0; at < value.byteLength; at += chunkBytes) yield value.subarray(at, at + chunkBytes);
  }
}
