import type { Database, ReadDatabase } from "@/db/database";
import { readPayloads, wholeValue } from "./payload-store";
import { readPathsBegunAfter, readStepsBegunAfter, type StepRow } from "./step-store";
import { listRuns } from "./list-store";
import { readRun, readRunByKey, type RunRow } from "./store";

export { readRun as findRun, readRunByKey as findRunByKey };
export type ExportedRun = RunRow;
/** A step with its values as JSON text, however large. */
export type ExportedStep = StepRow & { input?: string; output?: string };

const stepsAtOnce = 50;
const pathsAtOnce = 500;
/** Larger ones are read one by one, each when its turn comes. */
const smallValue = 64 * 1024;

/** All of a run's steps in the order they began, in windows, with the event loop free in between. */
export async function* exportSteps(db: ReadDatabase, runKey: number): AsyncGenerator<ExportedStep> {
  for (let after = 0; ;) {
    const rows = await readStepsBegunAfter(db, runKey, after, stepsAtOnce);
    const refs = rows.flatMap(({ inputRef, outputRef }) => [inputRef ?? [], outputRef ?? []].flat());
    const values = await readPayloads(db, refs, smallValue);
    const valueOf = async (ref: number | null): Promise<string | undefined> => {
      const value = ref === null ? undefined : values.get(ref);
      if (!value || value.body !== null) return value?.body ?? undefined;
      return (await readPayloads(db, [value.id], wholeValue)).get(value.id)?.body ?? undefined;
    };
    for (const row of rows) {
      const [input, output] = [await valueOf(row.inputRef), await valueOf(row.outputRef)];
      yield { ...row, ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) };
    }
    const last = rows.at(-1)?.begunSeq;
    if (last === undefined || rows.length < stepsAtOnce) return;
    after = last;
    await turn();
  }
}

export async function* exportPaths(db: ReadDatabase, runKey: number): AsyncGenerator<{ path: string; ordinal: number }> {
  for (let after = 0; ;) {
    const rows = await readPathsBegunAfter(db, runKey, after, pathsAtOnce);
    yield* rows;
    const last = rows.at(-1)?.begunSeq;
    if (last === undefined || rows.length < pathsAtOnce) return;
    after = last;
    await turn();
  }
}

/** The newest ended runs made here, and not by a dataset run: others have their directories when somebody asks. */
export async function findLatelyEnded(db: Database, limit: number): Promise<ExportedRun[]> {
  const rows = await listRuns(db, { status: ["completed", "error", "timeout", "cancelled"] }, undefined, limit);
  return rows.filter((row) => row.datasetRunId === null && row.origin === null);
}

/** From which runs a run has steps, its source first. */
export async function findSources(db: Database, runKey: number): Promise<string[]> {
  const sources: string[] = [];
  let run = await readRunByKey(db, runKey);
  while (run && run.rerunOf !== null && run.rerunFromPath !== null && sources.length < 50) {
    sources.push(run.rerunOf);
    run = await readRun(db, run.rerunOf);
  }
  return sources;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
