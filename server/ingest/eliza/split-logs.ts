import { BrokenFile } from "@/server/datasets/import/import-fault";
import { JsonSplitter } from "@/server/datasets/import/split-json";
import { AppError } from "@/server/errors";

const head = /^\s*\{\s*"logs"\s*:\s*(?=\[)/;
const tail = /\}\s*$/;
const pieceLength = 64 * 1024;

/**
 * The texts of the rows in `{"logs": […]}`, piece by piece, with nothing in between for who wants to rest. Parsing it whole
 * would hold up everybody else: ten thousand rows are some ten megabytes.
 */
export function* splitLogs(text: string): Generator<string | undefined> {
  const begin = head.exec(text)?.[0].length;
  const end = tail.exec(text.slice(-1000));
  if (begin === undefined || !end) throw wrongShape(text);
  const last = text.length - end[0].length;
  const splitter = new JsonSplitter();
  try {
    for (let at = begin; at < last; at += pieceLength) {
      yield;
      for (const { text: row } of splitter.push(text.slice(at, Math.min(last, at + pieceLength)))) yield row;
    }
    for (const { text: row } of splitter.end()) yield row;
  } catch (cause) {
    if (!(cause instanceof BrokenFile)) throw cause;
    // Either it is no JSON, or it says more than logs.
    throw wrongShape(text, cause);
  }
}

function wrongShape(text: string, cause?: unknown): AppError {
  try {
    JSON.parse(text);
  } catch (fault) {
    const said = fault instanceof Error ? fault.message : "it does not parse";
    return new AppError("bad-input", `The body is not JSON: ${said}.`, { cause: fault });
  }
  const message = 'must be the only field, an array of rows: {"logs": [{"type", "body", …}]}';
  return new AppError("bad-input", `logs ${message}.`, { faults: [{ path: "logs", message }], cause });
}
