import { AppError } from "@/server/errors";

/** A cursor is a position in the order, as numbers, not an offset: rows that come or go are neither skipped nor repeated. */
export function formatCursor(...position: number[]): string {
  return Buffer.from(position.join(".")).toString("base64url");
}

export function parseCursor(cursor: string, parts: number): number[] {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const position = text.split(".").map(Number);
  if (!/^\d{1,16}(?:\.\d{1,16})*$/.test(text) || position.length !== parts || formatCursor(...position) !== cursor)
    throw new AppError("bad-input", "The cursor is not one this list gave out.", {
      faults: [{ path: "cursor", message: "is not a cursor" }],
    });
  return position;
}
