import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "@/db/database";
import type { RunDirs } from "@/server/domain/host-protocol";
import type { ProjectSettings } from "@/server/domain/project-settings";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { RunTurns } from "@/server/engine/run-turns";
import { messageOf } from "@/server/errors";
import { Thread } from "@/server/threads/thread";
import type { Log } from "@/server/log";
import { findLatelyEnded, findRun, findRunByKey, findSources, type ExportedRun } from "@/server/runs/export-run";
import { OutcomeRepository } from "./outcome-repository";
import { RunPlaces } from "./run-places";
import { UnfinishedRuns } from "./unfinished-runs";
import { readMark, type DirectoryOrder, type DirectoryWriterGiven } from "./write-directory";

type Options = {
  db: Database;
  log: Log;
  runsDir: string;
  settings: () => ProjectSettings;
  /** The thread's code, and the database it reads. */
  writer: { file: string; databaseFile: string };
};
type Handed = { key: number; runId: string; ofDataset: boolean };

/** Looked at when the console starts, besides those that were under way: some end without ever being under way. */
const mostLookedAt = 200;

/**
 * Runs' directories: a projection of the database, written one run at a time behind the recording, or when somebody asks.
 * A run under way is noted in `.unfinished` until its directory is complete: after a crash that tells what is left to do.
 */
export class Directories {
  readonly outcome: OutcomeRepository;
  readonly #options: Options;
  readonly #places: RunPlaces;
  readonly #turns = new RunTurns();
  readonly #waiting = new Set<number>();
  readonly #unfinished: UnfinishedRuns;
  readonly #writer: Thread<DirectoryWriterGiven, DirectoryOrder, void>;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(options: Options) {
    this.#options = options;
    this.#places = new RunPlaces(options.runsDir, options.settings);
    this.#unfinished = new UnfinishedRuns(join(options.runsDir, ".unfinished"), options.log);
    const { file, databaseFile } = options.writer;
    this.#writer = new Thread({ what: "writes directories", file, given: { databaseFile } });
    this.outcome = new OutcomeRepository(options.runsDir, options.settings);
  }

  /** Where a run's files are to be, for the host that is about to get it. */
  async dirsFor({ key, runId, ofDataset }: Handed): Promise<RunDirs> {
    if (!ofDataset) this.#unfinished.add(runId);
    const sources = this.outcome.dir === undefined ? [] : await findSources(this.#options.db, key);
    // What the source has left is to be there before this run goes on from it.
    for (const source of sources) {
      const run = await findRun(this.#options.db, source);
      if (run && hasEnded(run.status as RunStatus)) await this.#turns.take(run.key, () => this.#finishOutcome(run));
    }
    const outcome = this.outcome.placeOf(runId, sources);
    const dirs = { run: await this.#places.dirOf(runId), globalData: this.#places.globalData };
    return outcome ? { ...dirs, outcome } : dirs;
  }

  /** A run has ended: its directory is written soon, unless it is one of many. */
  settled(key: number, ofDataset = false): void {
    if (ofDataset && this.outcome.dir === undefined) return;
    this.#waiting.add(key);
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
  }

  /** Finishes what a crash cut off. The project must be open: where directories are is its to say. */
  async sweep(): Promise<void> {
    const { db, log } = this.#options;
    try {
      for (const runId of await this.#unfinished.load()) {
        const run = await findRun(db, runId);
        if (!run) this.#unfinished.remove(runId);
        else if (hasEnded(run.status as RunStatus)) this.settled(run.key);
        if (this.#stopped) return;
      }
      for (const runId of await this.outcome.openRuns()) {
        const run = await findRun(db, runId);
        if (run && hasEnded(run.status as RunStatus)) this.settled(run.key, run.datasetRunId !== null);
      }
      for (const run of await findLatelyEnded(db, mostLookedAt)) {
        if (this.#stopped) return;
        const written = readMark(await this.#places.dirOf(run.id));
        if (written?.split(":")[0] !== run.status) this.settled(run.key);
      }
    } catch (cause) {
      log.warn(`Run directories could not be looked through: ${messageOf(cause)}`);
    }
  }

  /** The directory of a run as it is now, written if it was not; who asks about a run that is gone gets nothing. */
  open(key: number): Promise<string | undefined> {
    return this.#turns.take(key, async () => {
      const run = await findRunByKey(this.#options.db, key);
      return run && this.#write(run);
    });
  }

  async remove(key: number, runId: string): Promise<void> {
    await this.#turns.take(key, async () => {
      await rm(await this.#places.dirOf(runId), { recursive: true, force: true });
      this.#unfinished.remove(runId);
      await this.outcome.remove(runId);
    });
  }

  /** What is not written yet is written at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#writer.stop();
    await this.#working;
    await this.#unfinished.close();
  }

  async #work(): Promise<void> {
    for (const key of this.#waiting) {
      if (this.#stopped) return;
      this.#waiting.delete(key);
      try {
        await this.#turns.take(key, () => this.#settle(key));
      } catch (cause) {
        if (!this.#stopped) this.#options.log.warn(`The directory of run ${key} could not be written: ${messageOf(cause)}`);
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #settle(key: number): Promise<void> {
    const run = await findRunByKey(this.#options.db, key);
    if (!run || !hasEnded(run.status as RunStatus)) return;
    await this.#finishOutcome(run);
    if (run.datasetRunId !== null) return;
    await this.#write(run);
    this.#unfinished.remove(run.id);
  }

  async #write(run: ExportedRun): Promise<string> {
    const dir = await this.#places.dirOf(run.id);
    await this.#writer.ask({ key: run.key, dir, level: this.#options.settings().tracing ?? "full" });
    return dir;
  }

  async #finishOutcome(run: ExportedRun): Promise<void> {
    try {
      await this.outcome.finish(run);
    } catch (cause) {
      this.#options.log.warn(`What run ${run.id} left in the outcome repository could not be committed: ${messageOf(cause)}`);
    }
  }
}
