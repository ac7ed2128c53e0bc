import type { FieldFault } from "@/server/errors";

/** Something wrong with a file, by its line, the first being 1. */
export type LineFault = { line: number; message: string; field?: string; broken?: true };

/** The file cannot be read on from here. */
export class BrokenFile extends Error {
  readonly line: number;

  constructor(line: number, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.line = line;
  }
}

export const toFieldFault = ({ line, field, message }: LineFault): FieldFault => ({
  path: field === undefined || field === "" ? `line ${line}` : `line ${line}: ${field}`,
  message,
});

/** However large a file is, this much of it may be one row. */
export const mostRowLength = 64 * 1024 * 1024;

export function tooLarge(line: number, hint: string): BrokenFile {
  return new BrokenFile(line, `the row that begins here is larger than 64 MiB${hint}`);
}
