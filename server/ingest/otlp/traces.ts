import type { Database } from "@/db/database";
import type { ForeignRun, ForeignStep, ForeignValues } from "@/server/domain/foreign-run";
import type { ModelProfiles } from "@/server/domain/model-profile";
import { graftSteps, findRunOfTrace } from "@/server/runs/graft-steps";
import type { DrawContext } from "@/server/runs/draw-run";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import type { DrawingSource } from "../drawing-source";
import { forgetSpans, hasMoreThan, readMapping, redrawAll } from "../span-store";
import type { Prices } from "./assemble-run";
import { mappingVersion } from "./mapping/names";
import { TraceIntake } from "./trace-intake";
import type { TraceAnswer, TraceOrder, TracesGiven } from "./trace-orders";

/** A trace of more is some megabytes while it is made into a run. */
const manySpans = 3000;

type Options = TracesGiven & {
  db: Database;
  log: Log;
  file: string;
  /** These traces have something new, and it is durable. Resolves when the runs show it. */
  draw: (traceIds: string[]) => Promise<unknown>;
  models: () => ModelProfiles;
  ctx: () => DrawContext;
};

/** Spans of OpenTelemetry: taken in, and made into runs. Each has a thread, so that a large run holds nobody up who sends. */
export class Traces {
  readonly intake: TraceIntake;
  /** For who draws runs. */
  readonly source: DrawingSource;
  readonly #db: Database;
  readonly #models: () => ModelProfiles;
  readonly #draw: Options["draw"];
  readonly #ctx: Options["ctx"];
  /** Runs at work here, by their keys, of whose traces something has come. */
  readonly #waiting = new Map<number, string>();
  readonly #thread: Thread<TracesGiven, TraceOrder, TraceAnswer>;

  constructor({ db, log, file, databaseFile, draw, models, ctx }: Options) {
    this.#db = db;
    this.#models = models;
    this.#draw = draw;
    this.#ctx = ctx;
    this.intake = new TraceIntake({ db, log, file, databaseFile, draw });
    this.#thread = new Thread({ what: "makes runs of spans", file, given: { databaseFile } });
    this.source = {
      read: (traceId) => this.#read(traceId),
      isLarge: (traceId) => hasMoreThan(db, traceId, manySpans),
      forget: (traceId) => [forgetSpans(traceId)],
    };
  }

  /** What another version of the mapping has drawn is drawn anew. */
  async start(): Promise<void> {
    if ((await readMapping(this.#db)) !== mappingVersion) await this.#db.write(redrawAll(mappingVersion));
  }

  async stop(): Promise<void> {
    await Promise.all([this.intake.stop(), this.#thread.stop()]);
  }

  /** A run made here has ended: what has come of its trace meanwhile finds its place. */
  settled(key: number): void {
    const traceId = this.#waiting.get(key);
    if (traceId === undefined) return;
    this.#waiting.delete(key);
    void this.#draw([traceId]);
  }

  async #read(traceId: string): Promise<ForeignRun | "later" | undefined> {
    const ctx = this.#ctx();
    const asker = await findRunOfTrace(ctx, traceId);
    if (!asker) return this.#assemble(traceId);
    const { key } = asker;
    this.#waiting.set(key, traceId);
    // Asked again: it may have ended before it was known that somebody waits for that.
    if (!(await findRunOfTrace(ctx, traceId))?.ended) return "later";
    this.#waiting.delete(key);
    const part = await this.#assemble(traceId, true);
    if (part) await graftSteps({ ctx, key, ...part });
    return undefined;
  }

  async #assemble(traceId: string, isPartOf = false): Promise<ForeignRun | undefined> {
    const prices = pricesOf(this.#models());
    const assembled = await this.#thread.ask({ do: "assemble", traceId, prices, ...(isPartOf ? { isPartOf } : {}) });
    if (!("head" in assembled) || !assembled.head) return undefined;
    const steps: ForeignStep[] = [];
    const valuesOf = (ids: readonly string[]) => this.#values(traceId, ids);
    for (;;) {
      const next = await this.#thread.ask({ do: "next", ticket: assembled.ticket });
      if (!("steps" in next) || next.steps.length === 0) return { ...assembled.head, steps, valuesOf };
      steps.push(...next.steps);
    }
  }

  async #values(traceId: string, ids: readonly string[]): Promise<Map<string, ForeignValues>> {
    const answer = ids.length === 0 ? undefined : await this.#thread.ask({ do: "values", traceId, ids });
    return new Map(answer && "values" in answer ? answer.values : []);
  }
}

/** What the project's own profiles say a model costs. */
function pricesOf(models: ModelProfiles): Prices {
  return Object.fromEntries(Object.values(models).flatMap(({ model, price }) => (price ? [[model, price]] : [])));
}
