import type { Context } from "@/server/context";
import { advanceItems } from "@/server/dataset-runs/advance-items";
import { cancelItems, settleAll } from "@/server/dataset-runs/cancel-items";
import { fillResults } from "@/server/dataset-runs/fill-results";
import {
  endDatasetRun,
  findDatasetRun,
  findUnsettled,
  moveDatasetRun,
  settleResults,
  type DatasetRunRow,
} from "@/server/dataset-runs/find-work";
import type { Queue } from "@/server/domain/fair-turns";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { ScorerChoice } from "@/server/domain/score";
import { itemSettings } from "@/server/runs/item-settings";
import { DueTimers } from "./due-timers";
import type { Scoring } from "./scoring";

type Options = {
  ctx: Context;
  scoring: Scoring;
  /** Which of its runs are at work or wait: for who tells of them. */
  owns: (runKey: number) => void;
  disowns: (runKey: number) => void;
  /** There may be something to do. */
  stir: () => void;
};

const lookAgainMs = 1000;
/** The first of them are at work while the next are made, and no one transaction is long. */
const mostMadeAtOnce = 200;

/**
 * A dataset run that has not ended: what of it is at work, ended and not seen to, or to be tried again. All of it can be
 * read from the database again at any time; it is changed in the dataset run's turn only, after the write that makes it so.
 */
export class ActiveDatasetRun {
  run: DatasetRunRow;
  readonly #options: Options;
  readonly #working = new Set<number>();
  /** Of those at work, the ones that no host has yet, in the order in which they were made. */
  readonly #unplaced = new Set<number>();
  readonly #waiting = new Set<number>();
  readonly #ended = new Set<number>();
  readonly #toScore = new Set<number>();
  readonly #scored = new Set<number>();
  readonly #retries: DueTimers;
  #filled = false;
  #allBegun = false;

  constructor(run: DatasetRunRow, options: Options) {
    this.run = run;
    this.#options = options;
    this.#retries = new DueTimers(options.stir);
  }

  get scorers(): ScorerChoice[] {
    return JSON.parse(this.run.scorers) as ScorerChoice[];
  }

  get cancelled(): boolean {
    return this.run.status === "cancelled";
  }

  /** What a former console left, or what was taken back: found in the database. */
  async load(): Promise<void> {
    const known = new Set([...this.#working, ...this.#waiting, ...this.#ended, ...this.#toScore, ...this.#scored]);
    for (const { ordinal, runKey, status, retryAt } of await findUnsettled(this.#options.ctx.db, this.run.key)) {
      if (runKey === null || known.has(runKey)) continue;
      if (retryAt !== null) this.#retries.set(ordinal, retryAt);
      else if (hasEnded(status as RunStatus)) this.#ended.add(runKey);
      else {
        this.#own(runKey, status === "waiting");
        if (status === "pending") this.#unplaced.add(runKey);
      }
    }
    this.#allBegun = false;
  }

  /** What it has at work and what waits for a place, for who gives places out. */
  get queue(): Queue<number> & { size: number } {
    return { atWork: this.#working.size - this.#unplaced.size, waiting: this.#unplaced, size: this.#unplaced.size };
  }

  /** All of it is at work, and nothing follows from an end but that it is seen to: that has time, so that many are seen to together. */
  get canWait(): boolean {
    return this.#allBegun && this.#working.size > 0 && this.run.scorers === "[]" && !this.cancelled;
  }

  placed(runKey: number): void {
    this.#unplaced.delete(runKey);
  }

  hasEnded(runKey: number): void {
    this.#disown(runKey);
    this.#ended.add(runKey);
  }

  waits(runKey: number): void {
    this.#working.delete(runKey);
    this.#waiting.add(runKey);
  }

  goesOn(runKey: number): void {
    this.#waiting.delete(runKey);
    this.#working.add(runKey);
  }

  /** Scores runs of it that are settled but for that. */
  score(runKeys: number[], scorers: ScorerChoice[]): void {
    for (const runKey of runKeys) this.#toScore.add(runKey);
    const done = (scored: number[]): void => {
      for (const runKey of scored) if (this.#toScore.delete(runKey)) this.#scored.add(runKey);
      this.#options.stir();
    };
    this.#options.scoring.add(this.run.key, { runKeys, scorers, done });
  }

  close(): void {
    this.#retries.close();
    for (const runKey of [...this.#working, ...this.#waiting]) this.#disown(runKey);
  }

  /** Does what there is to do now; true when the dataset run has ended. */
  async advance(): Promise<boolean> {
    const { ctx } = this.#options;
    this.#filled ||= await fillResults(ctx, this.run);
    if (!this.#filled) this.#options.stir();
    await this.#settleScored();
    if (this.cancelled) return this.#cancelMore();
    await this.#advanceItems();
    if (!this.#allBegun || !this.#filled || this.#ended.size + this.#toScore.size + this.#scored.size + this.#retries.size > 0)
      return this.#move("running");
    if (this.#working.size > 0) return this.#move("running");
    return this.#waiting.size > 0 ? this.#move("waiting") : this.#end("completed");
  }

  async #advanceItems(): Promise<void> {
    const { ctx } = this.#options;
    const [ended, due] = [[...this.#ended], this.#retries.due()];
    const settings = itemSettings(ctx, this.run.agentId);
    const work = {
      run: this.run,
      ended,
      due,
      room:
        this.#allBegun && due.length === 0 ? 0 : Math.min(mostMadeAtOnce, Math.max(0, this.run.concurrency - this.#working.size)),
      hasScorers: this.scorers.length > 0,
      timeoutMs: this.run.itemTimeoutMs,
      staticInputs: settings.staticInputs,
    };
    const { made, retries, toScore, begun, allBegun } = await advanceItems(ctx.db, work, Date.now());
    for (const runKey of ended) this.#ended.delete(runKey);
    for (const ordinal of begun) this.#retries.clear(ordinal);
    for (const { ordinal, retryAt } of retries) this.#retries.set(ordinal, retryAt);
    for (const runKey of made) {
      this.#own(runKey, false);
      this.#unplaced.add(runKey);
    }
    this.#allBegun ||= allBegun && this.#filled;
    if (toScore.length > 0) this.score(toScore, this.scorers);
    if (made.length > 0) ctx.engine.wake();
    // There may be room for more, also where items are gone, which take no place.
    if (!this.#allBegun && this.run.concurrency > this.#working.size) this.#options.stir();
  }

  async #settleScored(): Promise<void> {
    const scored = [...this.#scored];
    if (scored.length === 0) return;
    await this.#options.ctx.db.write([settleResults(scored)]);
    for (const runKey of scored) this.#scored.delete(runKey);
  }

  /** A part of what has no run yet, then what is under way; it has ended when nothing is left. */
  async #cancelMore(): Promise<boolean> {
    const { ctx, stir } = this.#options;
    if (!this.#filled) return false;
    this.#retries.close();
    this.#options.scoring.drop(this.run.key);
    if (await cancelItems(ctx.db, this.run.key)) {
      stir();
      return false;
    }
    for (const runKey of [...this.#working, ...this.#waiting]) await ctx.engine.cancel(runKey);
    if (this.#working.size + this.#waiting.size > 0) return false;
    await settleAll(ctx.db, this.run.key);
    return this.#end("cancelled");
  }

  async #move(status: string): Promise<false> {
    if (this.run.status === status) return false;
    const { db } = this.#options.ctx;
    await db.write([moveDatasetRun(this.run.key, ["pending", "running", "waiting"], { status, startedAt: Date.now() })]);
    this.run = { ...this.run, status };
    return false;
  }

  async #end(status: string): Promise<boolean> {
    const [done] = await this.#options.ctx.db.write([endDatasetRun(this.run.key, status, Date.now())]);
    if (done?.rowsAffected) return true;
    if (!(await findDatasetRun(this.#options.ctx.db, this.run.key))) return true;
    // Something is at work that nobody told us of: what the database says is so.
    await this.load();
    setTimeout(this.#options.stir, lookAgainMs);
    return false;
  }

  #own(runKey: number, waits: boolean): void {
    (waits ? this.#waiting : this.#working).add(runKey);
    this.#options.owns(runKey);
  }

  #disown(runKey: number): void {
    this.#working.delete(runKey);
    this.#unplaced.delete(runKey);
    this.#waiting.delete(runKey);
    this.#options.disowns(runKey);
  }
}
