import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/db/database";
import { exportArtifacts } from "@/server/artifacts/export-artifacts";
import { isNote, type StepKind } from "@/server/domain/step-kind";
import type { TraceLevel } from "@/server/domain/project-settings";
import { crowdedPaths, crowdKey, stepPlace } from "@/server/domain/step-place";
import { exportPaths, exportSteps, type ExportedRun } from "@/server/runs/export-run";
import { FileTree, writingName } from "./file-tree";
import { logRecordOf } from "./log-records";
import { Metrics } from "./metrics";
import { metadataOf, summaryOf } from "./run-files";
import { spanOf } from "./spans";
import { stepFiles } from "./step-files";
import { jsonObject } from "./to-shown";

/** In a longer run plans, reasons and log lines have no folders of their own: a million of them would fill the disk. */
const mostWithNotes = 10_000;

type Projection = {
  db: Database;
  run: ExportedRun;
  dir: string;
  level: TraceLevel;
  /** Of what state of the run it is: written last, it says that the directory is complete. */
  mark: string;
  /** Asked between files: the console is about to close its database. */
  stopped: () => boolean;
};

/** Writes a run's directory from its rows. What else lies there stays. */
export async function projectRun({ db, run, dir, level, mark, stopped }: Projection): Promise<void> {
  const tree = new FileTree(dir);
  await rm(join(await tree.dir(".trace"), writingName), { force: true });
  const crowded = await findCrowded(db, run.key);
  const metrics = new Metrics();
  const [trace, logs] = [await tree.write(".trace", "trace.jsonl"), await tree.write(".trace", "logs.jsonl")];
  try {
    for await (const step of exportSteps(db, run.key)) {
      if (stopped()) throw new Error("the console is stopping");
      const note = isNote(step.kind as StepKind);
      const place = stepPlace(step.path, crowded);
      if (!note || run.steps <= mostWithNotes)
        for (const { name, content } of stepFiles(step)) await tree.put(place, name, content);
      if (level === "off") continue;
      metrics.add(step);
      if (note) await logs.add(line(logRecordOf(run, step, level)));
      else if (step.endedSeq !== null) await trace.add(line(spanOf(run, step, level)));
    }
    await Promise.all([trace.done(), logs.done()]);
  } finally {
    await Promise.all([trace.leave(), logs.leave()]);
  }
  const sums = level === "off" ? [] : metrics.lines(run, Date.now());
  await tree.put(".trace", "metrics.jsonl", sums.map(line));
  for (const { path, parts } of await exportArtifacts(db, run.key)) {
    const slash = path.lastIndexOf("/");
    await tree.put(path.slice(0, Math.max(0, slash)), path.slice(slash + 1), parts());
  }
  await tree.put("static_inputs", "static_inputs.json", [run.staticInputs, "\n"]);
  await tree.put("", "run_summary.json", jsonObject(summaryOf(run)));
  // Whole or not there: it is what others look for.
  const metadata = await tree.write(".trace", "dad_metadata.json");
  for (const piece of jsonObject(metadataOf(run, mark))) await metadata.add(piece);
  await metadata.done();
}

function line(object: object): string {
  return `${JSON.stringify(object)}\n`;
}

/** Only names with capitals can be equal to others but for case; most runs have none, and are looked through once. */
async function findCrowded(db: Database, runKey: number): Promise<Set<string>> {
  const suspects = new Set<string>();
  for await (const { path } of exportPaths(db, runKey))
    if (/[A-Z][^.]*$/.test(path.replaceAll(/%[0-9A-F]{2}/g, ""))) suspects.add(crowdKey(path));
  if (suspects.size === 0) return new Set();
  const near: { path: string; ordinal: number }[] = [];
  for await (const step of exportPaths(db, runKey)) if (suspects.has(crowdKey(step.path))) near.push(step);
  return crowdedPaths(near);
}
