import { AsyncLocalStorage } from "node:async_hooks";
import {
  firstStepOfTake,
  rootStep,
  type Answered,
  type ChildStart,
  type Report,
  type RunEnd,
  type TakenRun,
} from "@/server/domain/host-protocol";
import { encodeName } from "@/server/domain/step-path";
import { AskedTools } from "./models/asked-tools";
import { noModels } from "./models/run-models";
import { OpenInputs } from "./open-inputs";
import type { Outbox } from "./outbox";
import { projectResources, type Resources } from "./project-resources";
import { Replay } from "./replay";
import type { RunEvents } from "./run-events";
import type { Begun, OrderWatch } from "./watch-order";

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

type Surroundings = {
  outbox: Outbox;
  events: RunEvents;
  diverged: (recorded: string, wanted: string) => void;
  /** In development: who looks for steps nothing tells apart. */
  order: OrderWatch | undefined;
};

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
  resources: Resources = projectResources({});
  /** What is still open in code that nobody reads on: said before the run's end is. */
  readonly atEnd = new Set<() => void>();
  readonly #outbox: Outbox;
  readonly #diverged: (recorded: string, wanted: string) => void;
  readonly #order: OrderWatch | undefined;
  #lastStep: number;
  #ended = false;
  #movedAt = performance.now();
  #stuckTimer: NodeJS.Timeout | undefined;
  #quietTimer: NodeJS.Timeout | undefined;
  readonly #open = new Map<number, number>();
  /** It has waited for somebody in this take: from then on it is looked at whether it only waits. */
  #waits = false;
  #unanswered = 0;
  #staticInputs: Record<string, unknown> | undefined;
  #putDown: () => void = () => {};
  /** Where one flow only is to run: those it came by and left out. */
  readonly passedOver = new Set<string>();
  /** The run's result is there before its code has come to its end. */
  finish: (value: unknown) => void = () => {};
  readonly isFinished = new Promise<{ value: unknown }>((resolve) => (this.finish = (value) => resolve({ value })));
  /** Nothing of it is left to do here, its `onEnd` included. */
  over: () => void = () => {};
  readonly isOver = new Promise<void>((resolve) => (this.over = resolve));
  /** Settles when the run was put down because it waits for a person. */
  readonly isPutDown = new Promise<void>((resolve) => (this.#putDown = resolve));

  constructor(taken: TakenRun, { outbox, events, diverged, order }: Surroundings) {
    this.taken = taken;
    this.#outbox = outbox;
    this.events = events;
    this.#diverged = diverged;
    this.#order = order;
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
    else if (body.is === "end") {
      this.#open.delete(body.n);
      this.#order?.ended(body.n);
    }
    if (this.#waits) this.#watchQuiet();
    return this.#outbox.put({ key: this.taken.key, take: this.taken.take, ...body }, bytes + 300);
  }

  /** In development: whether a step begins beside one that nothing tells it apart from. */
  looksLikeSibling(step: Begun): boolean {
    return this.#order?.begun(step) ?? false;
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
  waitForAnswer(n: number, expiresAt: number | undefined): Promise<Answered | undefined> {
    const answer = this.inputs.wait(n, true, expiresAt);
    this.#waits = true;
    this.#watchQuiet();
    return answer;
  }

  /** Asks for another agent's run and waits for its end, which the console records as this step's. */
  async startChild(n: number, start: ChildStart): Promise<Answered> {
    const answer = this.inputs.wait(n, false, undefined);
    this.#outbox.tell({ type: "start-child", key: this.taken.key, take: this.taken.take, n, start });
    return (await answer) ?? {};
  }

  /** A run it has started waits for a person, or goes on again. */
  childWaits(n: number, waits: boolean): void {
    this.inputs.setWaits(n, waits);
    this.#waits ||= waits;
    this.#watchQuiet();
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
    const inputs = this.inputs.waiting();
    if (this.#ended || inputs.length === 0) return;
    if (this.#unanswered > 0 || this.replay.held > 0 || !this.#onlyWaitsFor(inputs)) return this.#watchQuiet();
    const { wakeAt } = this.inputs;
    this.report({ is: "wait", at: Date.now(), inputs, ...(wakeAt === undefined ? {} : { wakeAt }) }, 0);
    this.close();
    this.#putDown();
  }

  /** Whether every open step is an input or holds one. */
  #onlyWaitsFor(inputs: number[]): boolean {
    const waiting = new Set<number>();
    for (const input of inputs)
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
