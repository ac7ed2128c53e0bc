import { AppError } from "@/server/errors";

/** Lists whose cursors are made here. Each begins with its list's name, so that none is taken for another's. */
type List = "datasets" | "items" | "found-items" | "versions" | "dataset-runs" | "results";

/** A cursor is a position in the order, as numbers, not an offset: rows that come or go are neither skipped nor repeated. */
export function formatCursor(list: List, ...position: number[]): string {
  return Buffer.from([list, ...position].join(".")).toString("base64url");
}

export function parseCursor(list: List, cursor: string, parts: number): number[] {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const position = text.split(".").slice(1).map(Number);
  if (!/^[a-z-]+(?:\.\d{1,16})+$/.test(text) || position.length !== parts || formatCursor(list, ...position) !== cursor)
    throw new AppError("bad-input", "The cursor is not one this list gave out.", {
      faults: [{ path: "cursor", message: "is not a cursor of this list" }],
    });
  return position;
}
