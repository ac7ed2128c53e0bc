import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ReadDatabase } from "@/db/database";
import { readArtifactMark } from "@/server/artifacts/export-artifacts";
import type { TraceLevel } from "@/server/domain/project-settings";
import { findRunByKey } from "@/server/runs/export-run";
import { projectRun } from "./project-run";

export type DirectoryWriterGiven = { databaseFile: string };
export type DirectoryOrder = { key: number; dir: string; level: TraceLevel };

/** Brings a run's directory to what the database says of it now; one that is there already is left alone. */
export async function writeDirectory(
  db: ReadDatabase,
  { key, dir, level }: DirectoryOrder,
  stopped: () => boolean,
): Promise<void> {
  const run = await findRunByKey(db, key);
  if (!run) return;
  const mark = `${run.status}:${run.lastSeq}:${await readArtifactMark(db, run.key)}:${level}`;
  if (readMark(dir) !== mark) await projectRun({ db, run, dir, level, mark, stopped });
}

/** Of which state a directory is complete; nothing where it is not. */
export function readMark(dir: string): string | undefined {
  try {
    const { written_state: mark } = JSON.parse(readFileSync(join(dir, ".trace/dad_metadata.json"), "utf8")) as Record<
      string,
      unknown
    >;
    return typeof mark === "string" ? mark : undefined;
  } catch {
    return undefined;
  }
}
