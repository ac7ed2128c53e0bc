import { AsyncLocalStorage } from "node:async_hooks";
import { firstStepOfTake, rootStep, type Report, type TakenRun } from "@/server/domain/host-protocol";
import { encodeName } from "@/server/domain/step-path";
import type { Outbox } from "./outbox";
import { Replay } from "./replay";

/** Where in the run's tree the code is just now; nested and parallel steps find their parent by it. */
export type Scope = {
  run: RunningRun;
  n: number;
  path: string;
  action: { actionName: string; actionId: string } | undefined;
  /** What steps inside have thrown, and where it arose: to tell an error passed on from a new one. */
  thrown: Map<unknown, string>;
};

export const currentScope = new AsyncLocalStorage<Scope>();

type Body<R> = R extends Report ? Omit<R, "key" | "take"> : never;

const never = new Promise<never>(() => {});
const stuckAfterMs = 5000;

/** One take of a run in this host: its numbers, its replay, and the moment after which nothing of it counts any more. */
export class RunningRun {
  readonly taken: TakenRun;
  readonly replay: Replay;
  readonly root: Scope;
  readonly abort = new AbortController();
  readonly #outbox: Outbox;
  readonly #diverged: (recorded: string, wanted: string) => void;
  #lastStep: number;
  #ended = false;
  #movedAt = performance.now();
  #stuckTimer: NodeJS.Timeout | undefined;

  constructor(taken: TakenRun, outbox: Outbox, diverged: (recorded: string, wanted: string) => void) {
    this.taken = taken;
    this.#outbox = outbox;
    this.#diverged = diverged;
    this.replay = new Replay(taken.records);
    this.root = { run: this, n: rootStep, path: encodeName(taken.agentId), action: undefined, thrown: new Map() };
    this.#lastStep = firstStepOfTake(taken.take);
  }

  get ended(): boolean {
    return this.#ended;
  }

  nextStep(): number {
    return ++this.#lastStep;
  }

  /** Something of the run went on: a step found its place, began or ended. */
  moved(): void {
    this.#movedAt = performance.now();
  }

  report(body: Body<Report>, bytes: number): number {
    this.moved();
    return this.#outbox.put({ key: this.taken.key, take: this.taken.take, ...body }, bytes + 300);
  }

  /** What belongs to an ended take never goes on. */
  async sent(number: number): Promise<void> {
    await this.#outbox.sent(number);
    if (this.#ended) await never;
  }

  async durable(number: number): Promise<void> {
    await this.#outbox.durable(number);
    if (this.#ended) await never;
  }

  /** From here on this take says nothing more; true for the first who asks. */
  close(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    clearTimeout(this.#stuckTimer);
    return true;
  }

  /** A step is held back by unfitting records; if nothing else moves for 5 s the code has diverged from the record. */
  watchHeld(): void {
    if (this.#stuckTimer || this.#ended) return;
    const wait = Math.max(10, stuckAfterMs - (performance.now() - this.#movedAt));
    this.#stuckTimer = setTimeout(() => {
      this.#stuckTimer = undefined;
      if (this.replay.held === 0) return;
      const divergence = this.replay.describeDivergence();
      if (performance.now() - this.#movedAt < stuckAfterMs || !divergence) this.watchHeld();
      else this.#diverged(divergence.recorded, divergence.wanted);
    }, wait);
  }
}

export { never };
