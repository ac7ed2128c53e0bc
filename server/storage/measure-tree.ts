import { lstatSync, opendirSync } from "node:fs";
import { join } from "node:path";

export type TreeSize = { bytes: number; files: number; whole: boolean };

/** All files below, links not followed. What goes while it is counted is not counted; `whole` is false where it was stopped. */
export function measureTree(root: string, stopped: () => boolean): TreeSize {
  const size: TreeSize = { bytes: 0, files: 0, whole: true };
  const dirs = [root];
  for (let dir = dirs.pop(); dir !== undefined; dir = dirs.pop()) {
    if (stopped()) return { ...size, whole: false };
    for (const { name, isDir } of entriesOf(dir)) {
      const path = join(dir, name);
      if (isDir) dirs.push(path);
      else {
        size.bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0;
        size.files++;
      }
    }
  }
  return size;
}

/** One after the other, so that a folder of a million runs does not lie in memory as a whole. */
function* entriesOf(path: string): Generator<{ name: string; isDir: boolean }> {
  let dir;
  try {
    dir = opendirSync(path);
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return;
    throw cause;
  }
  try {
    for (let entry = dir.readSync(); entry; entry = dir.readSync()) yield { name: entry.name, isDir: entry.isDirectory() };
  } finally {
    dir.closeSync();
  }
}
