import type { ReadDatabase } from "@/db/database";
import { readArtifactHeads, readArtifactPart, type ArtifactHead } from "./store";

export { readArtifactMark } from "./store";

const partBytes = 1_000_000;

export type ExportedArtifact = ArtifactHead & { parts: () => AsyncGenerator<Uint8Array> };

/** A run's artifacts, each read in parts when it is asked for, with the event loop free in between. */
export async function exportArtifacts(db: ReadDatabase, runKey: number): Promise<ExportedArtifact[]> {
  const heads = await readArtifactHeads(db, runKey);
  return heads.map((head) => ({ ...head, parts: () => partsOf(db, runKey, head) }));
}

async function* partsOf(db: ReadDatabase, runKey: number, { path, bytes }: ArtifactHead): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes; from += partBytes) {
    const part = await readArtifactPart(db, runKey, path, from, partBytes);
    // Deleted meanwhile, with its run.
    if (!part) return;
    yield part;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
