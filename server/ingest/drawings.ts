import type { Statement } from "@/db/statement";
import { dropAgent } from "@/server/agents/drop-agent";
import { seeAgent } from "@/server/agents/see-agent";
import type { DrawingsPort } from "@/server/context";
import type { ForeignSource } from "@/server/domain/foreign-source";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { drawRun, type DrawContext } from "@/server/runs/draw-run";
import { findAgentOfRun } from "@/server/runs/find-agent-of-run";
import { removeRun } from "@/server/runs/remove-run";
import type { DrawingSources } from "./drawing-source";
import { readUndrawn, readVersion, unmarkRun } from "./undrawn-store";

/** While a run goes on growing, it is drawn anew for a part of the time only. */
const restsFor = 2;
const longestRestMs = 5000;
/** Drawn at once: small ones share a commit. */
const mostAtOnce = 8;

type Turn = { source: ForeignSource; runId: string; waiting: (() => void)[]; state: "idle" | "queued" | "busy" };

/**
 * Draws runs made elsewhere from what is stored of them: a run by one drawing at a time, and one that grows request by request
 * only so often that other work has its time. What is asked for is drawn from what was stored before it was asked; after
 * a crash the marks in the database tell what is left to draw.
 */
export class Drawings implements DrawingsPort {
  readonly #ctx: () => DrawContext;
  readonly #log: Log;
  readonly #sources: DrawingSources;
  readonly #turns = new Map<string, Turn>();
  readonly #queue = new Set<Turn>();
  readonly #working = new Set<Promise<void>>();
  /** While one large run is being drawn, the next waits. */
  #large: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor({ ctx, log, sources }: { ctx: () => DrawContext; log: Log; sources: DrawingSources }) {
    this.#ctx = ctx;
    this.#log = log;
    this.#sources = sources;
  }

  /** Resolves when the run shows all that was stored so far; also where that failed, which the log then tells. */
  want(source: ForeignSource, runId: string): Promise<void> {
    const id = `${source}:${runId}`;
    const turn: Turn = this.#turns.get(id) ?? { source, runId, waiting: [], state: "idle" };
    this.#turns.set(id, turn);
    const drawn = new Promise<void>((resolve) => turn.waiting.push(resolve));
    if (turn.state === "idle") this.#enqueue(turn);
    return drawn;
  }

  /** What a crash left undone. */
  async start(): Promise<void> {
    for (const { source, runId } of await readUndrawn(this.#ctx().db)) void this.want(source, runId);
  }

  /** Takes away what came of a run that is being deleted. */
  forget(source: ForeignSource, runId: string): Statement[] {
    return this.#sources[source]?.forget(runId) ?? [];
  }

  /** What is not drawn yet is drawn at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#working);
    for (const { waiting } of this.#turns.values()) for (const resolve of waiting) resolve();
  }

  #enqueue(turn: Turn): void {
    turn.state = "queued";
    this.#queue.add(turn);
    this.#next();
  }

  #next(): void {
    const [turn] = this.#queue;
    if (!turn || this.#stopped || this.#working.size >= mostAtOnce) return;
    this.#queue.delete(turn);
    turn.state = "busy";
    const working: Promise<void> = this.#draw(turn).finally(() => {
      this.#working.delete(working);
      this.#next();
    });
    this.#working.add(working);
    this.#next();
  }

  async #draw(turn: Turn): Promise<void> {
    const { source, runId } = turn;
    // Turned once, so that all that is asked for in one go is drawn once.
    await new Promise((resolve) => setImmediate(resolve));
    const waiting = turn.waiting.splice(0);
    const began = performance.now();
    try {
      const isLarge = await this.#sources[source]?.isLarge?.(runId);
      await (isLarge ? this.#afterOthers(() => this.#drawNow(source, runId)) : this.#drawNow(source, runId));
    } catch (cause) {
      this.#log.error(`Run ${runId} of ${source} could not be drawn: ${messageOf(cause)}`);
    }
    for (const resolve of waiting) resolve();
    const tookMs = performance.now() - began;
    setTimeout(() => this.#rested(turn), Math.min(longestRestMs, tookMs * restsFor)).unref();
  }

  async #afterOthers(draw: () => Promise<void>): Promise<void> {
    const mine = this.#large.then(draw);
    this.#large = mine.catch(() => undefined);
    await mine;
  }

  #rested(turn: Turn): void {
    if (turn.waiting.length > 0) return this.#enqueue(turn);
    this.#turns.delete(`${turn.source}:${turn.runId}`);
  }

  async #drawNow(source: ForeignSource, runId: string): Promise<void> {
    const ctx = this.#ctx();
    const version = await readVersion(ctx.db, source, runId);
    const also = version === undefined ? [] : [unmarkRun(source, runId, version)];
    const run = await this.#sources[source]?.read(runId);
    if (run === "later") return;
    const before = await findAgentOfRun(ctx, source, runId);
    if (run) {
      const agent = { id: run.agentId, name: run.agentName, source };
      await seeAgent(ctx, agent);
      await drawRun({ ctx, run, also });
      // Another drawing may have dropped it, while it had no run yet.
      await seeAgent(ctx, agent);
    } else await removeRun({ ctx, source, runId, also });
    // Where a child's spans come before the root's, the run is taken for the child's at first.
    if (before !== undefined && before !== run?.agentId) await dropAgent(ctx, before);
  }
}
