import type { ReadDatabase } from "@/db/database";
import { exportArtifacts } from "@/server/artifacts/export-artifacts";
import { isNote, type StepKind } from "@/server/domain/step-kind";
import type { TraceLevel } from "@/server/domain/project-settings";
import { crowdedPaths, crowdKey, stepPlace } from "@/server/domain/step-place";
import { exportPaths, exportSteps, type ExportedRun } from "@/server/runs/export-run";
import { FileTree } from "./file-tree";
import { logRecordOf } from "./log-records";
import { Metrics } from "./metrics";
import { metadataOf, summaryOf } from "./run-files";
import { spanOf } from "./spans";
import { stepFiles } from "./step-files";
import { jsonObject } from "./to-shown";

/** In a longer run plans, reasons and log lines have no folders of their own: a million of them would fill the disk. */
const mostWithNotes = 10_000;

type Projection = {
  db: ReadDatabase;
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
  tree.clear();
  const crowded = await findCrowded(db, run.key);
  const metrics = new Metrics();
  const [trace, logs] = [tree.openAside(".trace", "trace.jsonl"), tree.openAside(".trace", "logs.jsonl")];
  try {
    for await (const step of exportSteps(db, run.key)) {
      if (stopped()) throw new Error("the console is stopping");
      const note = isNote(step.kind as StepKind);
      const place = stepPlace(step.path, crowded);
      if (!note || run.steps <= mostWithNotes) for (const { name, content } of stepFiles(step)) tree.put(place, name, content);
      if (level === "off") continue;
      metrics.add(step);
      if (note) logs.add(line(logRecordOf(run, step, level)));
      else if (step.endedSeq !== null) trace.add(line(spanOf(run, step, level)));
    }
    trace.done();
    logs.done();
  } finally {
    trace.leave();
    logs.leave();
  }
  const sums = level === "off" ? [] : metrics.lines(run, Date.now());
  tree.put(".trace", "metrics.jsonl", sums.map(line));
  for (const { path, parts } of await exportArtifacts(db, run.key)) {
    const slash = path.lastIndexOf("/");
    const file = tree.open(path.slice(0, Math.max(0, slash)), path.slice(slash + 1));
    try {
      for await (const part of parts()) file.add(part);
      file.done();
    } finally {
      file.leave();
    }
  }
  tree.put("static_inputs", "static_inputs.json", [run.staticInputs, "\n"]);
  tree.put("", "run_summary.json", jsonObject(summaryOf(run)));
  // Whole or not there: it is what others look for.
  const metadata = tree.openAside(".trace", "dad_metadata.json");
  for (const piece of jsonObject(metadataOf(run, mark))) metadata.add(piece);
  metadata.done();
}

function line(object: object): string {
  return `${JSON.stringify(object)}\n`;
}

/** Only names with capitals can be equal to others but for case; most runs have none, and are looked through once. */
async function findCrowded(db: ReadDatabase, runKey: number): Promise<Set<string>> {
  const suspects = new Set<string>();
  for await (const { path } of exportPaths(db, runKey))
    if (/[A-Z][^.]*$/.test(path.replaceAll(/%[0-9A-F]{2}/g, ""))) suspects.add(crowdKey(path));
  if (suspects.size === 0) return new Set();
  const near: { path: string; ordinal: number }[] = [];
  for await (const step of exportPaths(db, runKey)) if (suspects.has(crowdKey(step.path))) near.push(step);
  return crowdedPaths(near);
}
