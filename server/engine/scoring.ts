import type { Database } from "@/db/database";
import type { ScorerChoice } from "@/server/domain/score";
import type { Log } from "@/server/log";
import { putScores } from "@/server/scores/put-scores";
import { readScoreJobs } from "@/server/scores/read-jobs";
import { persist } from "./persist";
import type { ScoreHost } from "./score-host";

type Task = { runKeys: number[]; scorers: ScorerChoice[]; done: (runKeys: number[]) => void };

const atOnce = 32;

/** Completed runs that are to be scored, a few dozen at a time. Scores are durable before a run counts as scored. */
export class Scoring {
  readonly #db: Database;
  readonly #log: Log;
  readonly #host: ScoreHost;
  readonly #tasks: Task[] = [];
  #working = false;
  #stopped = false;

  constructor(db: Database, log: Log, host: ScoreHost) {
    this.#db = db;
    this.#log = log;
    this.#host = host;
  }

  add(runKeys: number[], scorers: ScorerChoice[], done: (runKeys: number[]) => void): void {
    for (let at = 0; at < runKeys.length; at += atOnce)
      this.#tasks.push({ runKeys: runKeys.slice(at, at + atOnce), scorers, done });
    if (!this.#working) void this.#work();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let task = this.#tasks.shift(); task && !this.#stopped; task = this.#tasks.shift()) await this.#score(task);
    this.#working = false;
  }

  async #score({ runKeys, scorers, done }: Task): Promise<void> {
    await persist(this.#log, "Scoring runs", async () => {
      if (this.#stopped) return;
      const jobs = await readScoreJobs(this.#db, runKeys, scorers);
      const scored = await this.#host.score(jobs);
      await putScores(this.#db, new Map(jobs.map((job, at) => [job.id, scored[at] ?? []])));
    });
    if (!this.#stopped) done(runKeys);
  }
}
