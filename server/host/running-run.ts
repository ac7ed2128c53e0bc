import { AsyncLocalStorage } from "node:async_hooks";
import { firstStepOfTake, rootStep, type Report, type RunEnd, type TakenRun } from "@/server/domain/host-protocol";
import { encodeName } from "@/server/domain/step-path";
import { AskedTools } from "./models/asked-tools";
import { noModels } from "./models/run-models";
import { OpenInputs } from "./open-inputs";
import type { Outbox } from "./outbox";
import { Replay } from "./replay";
import type { RunEvents } from "./run-events";

/** Where in the run's tree the code is just now; nested and parallel steps find their parent by it. */
export type Scope = {
  run: RunningRun;
  n: number;
  path: string;
  action: { actionName: string; actionId: string } | undefined;
  /** What steps inside have thrown, and where it arose: to tell an error passed on from a new one. */
  thrown: Map<unknown, string>;
  /** Aborted with the run, and with any step around that is out of time. */
  signal: AbortSignal;
};

export const currentScope = new AsyncLocalStorage<Scope>();

export type Ending = Omit<RunEnd, "is" | "at">;

type Body<R> = R extends Report ? Omit<R, "key" | "take"> : never;

/** A new one each time: who waits on it can be forgotten with it. */
export const never = (): Promise<never> => new Promise(() => {});
const stuckAfterMs = 5000;
const rerunStuckAfterMs = 250;
const quietMs = 40;

/** One take of a run in this host: its numbers, its replay, and the moment after which nothing of it counts any more. */
export class RunningRun {
  readonly taken: TakenRun;
  readonly replay: Replay;
  readonly root: Scope;
  readonly events: RunEvents;
  /** How it ended by this host's word; unset where somebody else ended it. */
  ending: Ending | undefined;
  readonly abort = new AbortController();
  readonly inputs = new OpenInputs();
  readonly asked = new AskedTools<Scope>();
  models = noModels;
  /** What is still open in code that nobody reads on: said before the run's end is. */
  readonly atEnd = new Set<() => void>();
  readonly #outbox: Outbox;
  readonly #diverged: (recorded: string, wanted: string) => void;
  #lastStep: number;
  #ended = false;
  #movedAt = performance.now();
  #stuckTimer: NodeJS.Timeout | undefined;
  #quietTimer: NodeJS.Timeout | undefined;
  readonly #open = new Map<number, number>();
  #unanswered = 0;
  #staticInputs: Record<string, unknown> | undefined;
  #putDown: () => void = () => {};
  /** Settles when the run was put down because it waits for a person. */
  readonly isPutDown = new Promise<void>((resolve) => (this.#putDown = resolve));

  constructor(taken: TakenRun, outbox: Outbox, events: RunEvents, diverged: (recorded: string, wanted: string) => void) {
    this.taken = taken;
    this.#outbox = outbox;
    this.events = events;
    this.#diverged = diverged;
    this.replay = new Replay(taken.records);
    const { signal } = this.abort;
    this.root = { run: this, n: rootStep, path: encodeName(taken.agentId), action: undefined, thrown: new Map(), signal };
    this.#lastStep = firstStepOfTake(taken.take);
  }

  /** A re-run goes on where its code differs; it only gives siblings that run at once the time to find their places. */
  get #stuckAfterMs(): number {
    return this.taken.rerun ? rerunStuckAfterMs : stuckAfterMs;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What the caller gave for the step at a path, as JSON text. */
  staticInput(path: string): string | undefined {
    this.#staticInputs ??= JSON.parse(this.taken.staticInputs) as Record<string, unknown>;
    return Object.hasOwn(this.#staticInputs, path) ? JSON.stringify(this.#staticInputs[path]) : undefined;
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
    if (body.is === "begin") this.#open.set(body.n, body.parent);
    else if (body.is === "end") this.#open.delete(body.n);
    if (this.inputs.size > 0) this.#watchQuiet();
    return this.#outbox.put({ key: this.taken.key, take: this.taken.take, ...body }, bytes + 300);
  }

  /** Text that comes from an open step, for those who watch; it is recorded with the step's end. */
  tellText(n: number, text: string): void {
    const { key, take } = this.taken;
    if (!this.#ended) this.#outbox.tell({ type: "text", key, take, n, text });
  }

  /** What belongs to an ended take never goes on. */
  async sent(number: number): Promise<void> {
    await this.#outbox.sent(number);
    if (this.#ended) await never();
  }

  async durable(number: number): Promise<void> {
    this.#unanswered++;
    await this.#outbox.durable(number);
    this.#unanswered--;
    if (this.#ended) await never();
  }

  /** A step from an earlier take is open again in this one, without being begun anew. */
  adopt(n: number, parent: number): void {
    this.#open.set(n, parent);
    this.#watchQuiet();
  }

  /** Waits for the answer to an open input step; nothing where it expired first. */
  waitForAnswer(n: number, expiresAt: number | undefined): Promise<string | undefined> {
    const answer = this.inputs.wait(n, expiresAt);
    this.#watchQuiet();
    return answer;
  }

  /** From here on this take says nothing more; true for the first who asks. */
  close(): boolean {
    if (this.#ended) return false;
    this.#ended = true;
    clearTimeout(this.#stuckTimer);
    clearTimeout(this.#quietTimer);
    this.inputs.close();
    return true;
  }

  /** Nothing moves while somebody is waited for: then the run needs no place here. Work outside of steps is not seen. */
  #watchQuiet(): void {
    clearTimeout(this.#quietTimer);
    if (!this.#ended) this.#quietTimer = setTimeout(() => this.#putDownIfWaiting(), quietMs);
  }

  #putDownIfWaiting(): void {
    if (this.#ended || this.inputs.size === 0) return;
    if (this.#unanswered > 0 || this.replay.held > 0 || !this.#onlyWaits()) return this.#watchQuiet();
    const { wakeAt } = this.inputs;
    this.report(
      { is: "wait", at: Date.now(), inputs: [...this.inputs.numbers()], ...(wakeAt === undefined ? {} : { wakeAt }) },
      0,
    );
    this.close();
    this.#putDown();
  }

  /** Whether every open step is an input or holds one. */
  #onlyWaits(): boolean {
    const waiting = new Set<number>();
    for (const input of this.inputs.numbers())
      for (let n: number | undefined = input; n !== undefined && n !== rootStep; n = this.#open.get(n) ?? this.asked.parentOf(n))
        waiting.add(n);
    return [...this.#open.keys()].every((n) => waiting.has(n));
  }

  /** A step is held back by unfitting records; if nothing else moves for 5 s the code has diverged from the record. */
  watchHeld(): void {
    if (this.#stuckTimer || this.#ended) return;
    const wait = Math.max(10, this.#stuckAfterMs - (performance.now() - this.#movedAt));
    this.#stuckTimer = setTimeout(() => {
      this.#stuckTimer = undefined;
      if (this.replay.held === 0) return;
      const divergence = this.replay.describeDivergence();
      if (performance.now() - this.#movedAt < this.#stuckAfterMs || !divergence) this.watchHeld();
      else if (this.taken.rerun) this.replay.releaseHeld();
      else this.#diverged(divergence.recorded, divergence.wanted);
    }, wait);
  }
}
