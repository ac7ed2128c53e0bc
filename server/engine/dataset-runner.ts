import type { Context, DatasetRunsPort } from "@/server/context";
import { settleAll } from "@/server/dataset-runs/cancel-items";
import { deleteItems } from "@/server/dataset-runs/delete-items";
import { findDatasetRun, findUnfinished, moveDatasetRun, type DatasetRunRow } from "@/server/dataset-runs/find-work";
import { reopenItems, unsettleItems } from "@/server/dataset-runs/retry-items";
import { fairTurns } from "@/server/domain/fair-turns";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";
import { datasetRunTopic } from "@/server/live/bus";
import type { Log } from "@/server/log";
import { ActiveDatasetRun } from "./active-dataset-run";
import { persist } from "./persist";
import { RunTurns } from "./run-turns";
import type { HostSettings } from "./own-process";
import { ScoreHost } from "./score-host";
import { Scoring } from "./scoring";

type Options = { ctx: Context; log: Log; host: HostSettings };

const unended = ["pending", "running", "waiting"];
const done = ["completed", "cancelled"];
const togetherMs = 50;

/**
 * Sees to dataset runs: as many of each one's item-trials are made runs as may be at work, what has ended is seen to, and
 * nothing of it is kept here that the database does not say too. Deeds on one dataset run come one after the other.
 */
export class DatasetRunner implements DatasetRunsPort {
  readonly #options: Options;
  readonly #active = new Map<number, ActiveDatasetRun>();
  readonly #ofRun = new Map<number, ActiveDatasetRun>();
  readonly #stirred = new Set<number>();
  readonly #toStir = new Set<number>();
  readonly #turns = new RunTurns();
  readonly #scorers: ScoreHost;
  readonly #scoring: Scoring;
  #open = false;

  constructor(options: Options) {
    this.#options = options;
    this.#scorers = new ScoreHost(options.host, options.log);
    this.#scoring = new Scoring(options.ctx.db, options.log, this.#scorers);
  }

  /** Goes on with what a former console left; before any host has a run in hand. */
  async start(): Promise<void> {
    this.#open = true;
    for (const run of await findUnfinished(this.#options.ctx.db)) {
      if (run.status === "deleting") this.#delete(run);
      else await this.#activate(run);
    }
  }

  /** The project has changed, and its scorers with it. */
  reload(): void {
    this.#scorers.reload();
  }

  async stop(withinMs: number): Promise<void> {
    this.#open = false;
    this.#scoring.stop();
    for (const active of this.#active.values()) active.close();
    await this.#scorers.stop(withinMs);
  }

  async begin(key: number): Promise<void> {
    await this.#inTurn(key, async (run) => void (run && (await this.#activate(run))));
  }

  /** It is cancelled from now on; what is under way of it ends soon. */
  cancel(key: number): Promise<boolean> {
    return this.#inTurn(key, async (run) => {
      if (run && isScoredAgain(run)) return this.#endScoring(run);
      const moved = await this.#move(key, unended, { status: "cancelled" });
      const active = this.#active.get(key);
      if (moved && active) active.run = { ...active.run, status: "cancelled" };
      this.#stir(key);
      return moved;
    });
  }

  /** It had ended before it was scored again: that stays so, and what has no new score keeps the one it has. */
  async #endScoring({ key }: DatasetRunRow): Promise<boolean> {
    await settleAll(this.#options.ctx.db, key, { status: "completed" });
    this.#scoring.drop(key);
    this.#active.get(key)?.close();
    this.#active.delete(key);
    this.#scoring.forget(key);
    return true;
  }

  retry(key: number, statuses: string[]): Promise<number | undefined> {
    return this.#inTurn(key, async (run) => {
      const { db } = this.#options.ctx;
      if (!run || !(isOver(run) || unended.includes(run.status))) return undefined;
      const count = await reopenItems(db, key, statuses);
      const now = await findDatasetRun(db, key);
      if (count > 0 && now) await this.#activate(now);
      return count;
    });
  }

  score(key: number, scorers: ScorerChoice[]): Promise<boolean> {
    return this.#inTurn(key, async (run) => {
      if (!run || !isOver(run)) return false;
      const { db } = this.#options.ctx;
      this.#scoring.forget(key);
      const names = new Set(scorers.map(nameOfScorer));
      const others = (JSON.parse(run.scorers) as ScorerChoice[]).filter((choice) => !names.has(nameOfScorer(choice)));
      const all = JSON.stringify([...others, ...scorers]);
      const wasCancelled = run.status === "cancelled";
      // One that was cancelled stays so: its scores come behind, and after a crash they are asked for again.
      await db.write([moveDatasetRun(key, done, { status: wasCancelled ? "cancelled" : "running", scorers: all })]);
      const active = wasCancelled ? undefined : await this.#activate({ ...run, status: "running", scorers: all });
      for await (const runKeys of unsettleItems(db, key, !wasCancelled)) {
        if (active) active.score(runKeys, scorers);
        else this.#scoring.add(key, { runKeys, scorers, done: () => this.#publish(key) });
      }
      this.#stir(key);
      return true;
    });
  }

  remove(key: number): Promise<boolean> {
    return this.#inTurn(key, async (run) => {
      if (!run || !isOver(run) || !(await this.#move(key, done, { status: "deleting" }))) return false;
      this.#delete(run);
      return true;
    });
  }

  /** Runs whose end is recorded; those that are no item-trial's are passed over. */
  ended(runKeys: number[]): void {
    this.#tell(runKeys, (active, runKey) => active.hasEnded(runKey));
  }

  waits(runKey: number): void {
    this.#tell([runKey], (active) => active.waits(runKey));
  }

  goesOn(runKey: number): void {
    this.#tell([runKey], (active) => active.goesOn(runKey));
  }

  /** It has begun to work: nothing to do, something to show. */
  placed(runKey: number): void {
    const active = this.#ofRun.get(runKey);
    active?.placed(runKey);
    if (active) this.#publish(active.run.key);
  }

  /**
   * Items that are to be begun next, where several dataset runs have some that wait: a small one does not stand behind
   * all of a large one's. Nothing where the oldest are the right ones.
   */
  nextItems(places: number, but: string[]): number[] | undefined {
    const actives = [...this.#active.values()].filter(({ run }) => !but.includes(run.agentId));
    const queues = actives.map(({ queue }) => queue).filter(({ size }) => size > 0);
    if (queues.length < 2) return undefined;
    const chosen = fairTurns(queues, places);
    // From now on they are the placement's care: what could not be handed out it tries again itself.
    for (const runKey of chosen) this.#ofRun.get(runKey)?.placed(runKey);
    return chosen;
  }

  #tell(runKeys: number[], tell: (active: ActiveDatasetRun, runKey: number) => void): void {
    for (const runKey of runKeys) {
      const active = this.#ofRun.get(runKey);
      if (!active) continue;
      tell(active, runKey);
      if (active.canWait) this.#stirLater(active.run.key);
      else this.#stir(active.run.key);
    }
  }

  #stirLater(key: number): void {
    if (this.#toStir.has(key)) return;
    this.#toStir.add(key);
    setTimeout(() => {
      this.#toStir.delete(key);
      this.#stir(key);
    }, togetherMs);
    this.#publish(key);
  }

  async #activate(run: DatasetRunRow): Promise<ActiveDatasetRun> {
    const { key } = run;
    const { ctx } = this.#options;
    const active =
      this.#active.get(key) ??
      new ActiveDatasetRun(run, {
        ctx,
        scoring: this.#scoring,
        owns: (runKey) => this.#ofRun.set(runKey, active),
        disowns: (runKey) => this.#ofRun.delete(runKey),
        stir: () => this.#stir(key),
      });
    active.run = run;
    this.#active.set(key, active);
    await active.load();
    this.#stir(key);
    return active;
  }

  /** Many words in one moment are one look. */
  #stir(key: number): void {
    if (this.#stirred.has(key) || !this.#open || !this.#active.has(key)) return;
    this.#stirred.add(key);
    void persist(this.#options.log, `Going on with dataset run ${key}`, () =>
      this.#turns.take(key, async () => {
        const active = this.#active.get(key);
        this.#stirred.delete(key);
        if (!active || !this.#open) return;
        if (await active.advance()) {
          this.#active.delete(key);
          this.#scoring.forget(key);
        }
        this.#publish(key);
      }),
    );
  }

  #delete(run: DatasetRunRow): void {
    void persist(this.#options.log, `Deleting dataset run ${run.id}`, async () => {
      while (this.#open && (await deleteItems(this.#options.ctx.db, run))) await new Promise((resolve) => setImmediate(resolve));
      this.#publish(run.key);
      this.#options.ctx.live.publish("runs");
    });
  }

  #inTurn<Result>(key: number, work: (run: DatasetRunRow | undefined) => Promise<Result>): Promise<Result> {
    return this.#turns.take(key, async () => {
      const result = await work(await findDatasetRun(this.#options.ctx.db, key));
      this.#publish(key);
      return result;
    });
  }

  async #move(key: number, from: string[], move: { status: string }): Promise<boolean> {
    const [moved] = await this.#options.ctx.db.write([moveDatasetRun(key, from, move)]);
    return (moved?.rowsAffected ?? 0) > 0;
  }

  #publish(key: number): void {
    this.#options.ctx.live.publish(datasetRunTopic(key));
    this.#options.ctx.live.publish("dataset-runs");
  }
}

/** Only a retry takes an end back, so this one's item-trials have all ended. */
function isScoredAgain({ status, endedAt }: DatasetRunRow): boolean {
  return unended.includes(status) && endedAt !== null;
}

/** One that is being cancelled has not ended yet. */
function isOver({ status, endedAt }: DatasetRunRow): boolean {
  return done.includes(status) && endedAt !== null;
}
