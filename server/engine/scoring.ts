import type { Database } from "@/db/database";
import type { Score, ScorerChoice } from "@/server/domain/score";
import type { Log } from "@/server/log";
import { putScores } from "@/server/scores/put-scores";
import { readScoreJobs } from "@/server/scores/read-jobs";
import { GivenUp } from "./given-up";
import { persist } from "./persist";
import type { ScoreHost } from "./score-host";

type Done = (runKeys: number[]) => void;
type Task = { runKeys: number[]; scorers: ScorerChoice[]; done: Done };
/** What is to be scored of one dataset run: in order, and however slow its scorers are, no other waits for it. */
type Lane = { tasks: Task[]; inHand: number; givenUp: GivenUp };
type Scored = { runKey: number; scores: Score[]; done: Done };

const atOnce = 32;

/** Completed runs that are to be scored, a few dozen of each dataset run at a time. Scores are durable before a run counts as scored. */
export class Scoring {
  readonly #db: Database;
  readonly #log: Log;
  readonly #host: ScoreHost;
  readonly #lanes = new Map<number, Lane>();
  readonly #scored: Scored[] = [];
  #writing = false;
  #stopped = false;

  constructor(db: Database, log: Log, host: ScoreHost) {
    this.#db = db;
    this.#log = log;
    this.#host = host;
  }

  add(datasetRun: number, { runKeys, scorers, done }: Task): void {
    const lane = this.#lanes.get(datasetRun) ?? { tasks: [], inHand: 0, givenUp: new GivenUp() };
    this.#lanes.set(datasetRun, lane);
    for (let at = 0; at < runKeys.length; at += atOnce)
      lane.tasks.push({ runKeys: runKeys.slice(at, at + atOnce), scorers, done });
    this.#takeMore(lane);
  }

  /** It was cancelled: what has not gone to its scorers does not go there any more. */
  drop(datasetRun: number): void {
    this.#lanes.get(datasetRun)?.tasks.splice(0);
  }

  /** It has ended, or is to be scored anew: scorers that were given up are asked again. */
  forget(datasetRun: number): void {
    const lane = this.#lanes.get(datasetRun);
    if (!lane) return;
    if (lane.tasks.length + lane.inHand === 0) this.#lanes.delete(datasetRun);
    else lane.givenUp = new GivenUp();
  }

  stop(): void {
    this.#stopped = true;
  }

  #takeMore(lane: Lane): void {
    while (!this.#stopped && lane.inHand <= atOnce / 2) {
      const task = lane.tasks.shift();
      if (!task) return;
      lane.inHand += task.runKeys.length;
      void this.#score(lane, task);
    }
  }

  async #score(lane: Lane, { runKeys, scorers, done }: Task): Promise<void> {
    const jobs = await persist(this.#log, "Reading runs to be scored", () => readScoreJobs(this.#db, runKeys, scorers));
    const found = new Set(jobs.map(({ id }) => id));
    const missing = runKeys.filter((runKey) => !found.has(runKey));
    // What is gone or has not completed has nothing to be scored.
    for (const runKey of missing) this.#hasScores(lane, { runKey, scores: [], done });
    for (const job of jobs)
      void this.#host.score(job, lane.givenUp).then((scores) => this.#hasScores(lane, { runKey: job.id, scores, done }));
  }

  #hasScores(lane: Lane, scored: Scored): void {
    lane.inHand--;
    this.#scored.push(scored);
    if (!this.#writing) void this.#write();
    this.#takeMore(lane);
  }

  /** What comes while a write is under way goes with the next. */
  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#scored.length > 0 && !this.#stopped) {
      // What its process said in one breath comes here bit by bit.
      await new Promise((resolve) => setImmediate(resolve));
      const all = this.#scored.splice(0);
      await persist(this.#log, "Writing down scores", async () => {
        if (!this.#stopped) await putScores(this.#db, new Map(all.map(({ runKey, scores }) => [runKey, scores])));
      });
      if (this.#stopped) break;
      const byDone = new Map<Done, number[]>();
      for (const { runKey, done } of all) byDone.set(done, [...(byDone.get(done) ?? []), runKey]);
      for (const [done, runKeys] of byDone) done(runKeys);
    }
    this.#writing = false;
  }
}
