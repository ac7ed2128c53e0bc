import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { writingName } from "./file-tree";

export type FoundFile = { path: string; bytes: number; modifiedAt: number };

/**
 * The files below a directory in order of their paths, part by part, from after a given one: each page of a long list reads
 * only the folders it is about. Symlinks are not followed and not shown, nor is what is being written just now.
 */
export async function* walkFiles(dir: string, after: string[] = [], place = ""): AsyncGenerator<FoundFile> {
  const entries = await readdir(join(dir, place), { withFileTypes: true }).catch(() => []);
  const [from, ...rest] = after;
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if ((from !== undefined && name < from) || name.startsWith(writingName)) continue;
    const path = place === "" ? name : `${place}/${name}`;
    if (entry.isDirectory()) yield* walkFiles(dir, name === from ? rest : [], path);
    else if (entry.isFile() && name !== from) {
      const found = await lstat(join(dir, path)).catch(() => undefined);
      if (found?.isFile()) yield { path, bytes: found.size, modifiedAt: Math.floor(found.mtimeMs) };
    }
  }
}
