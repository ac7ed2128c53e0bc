import type { Database } from "@/db/database";
import type { ForeignRun, ForeignStep } from "@/server/domain/foreign-run";
import type { ModelProfiles } from "@/server/domain/model-profile";
import type { Log } from "@/server/log";
import { Thread } from "@/server/threads/thread";
import type { DrawingSource } from "../drawing-source";
import { forgetSpans, readMapping, redrawAll } from "../span-store";
import type { Prices } from "./assemble-run";
import { mappingVersion } from "./mapping/names";
import { TraceIntake } from "./trace-intake";
import type { TraceAnswer, TraceOrder, TracesGiven } from "./trace-orders";

type Options = TracesGiven & {
  db: Database;
  log: Log;
  file: string;
  /** These traces have something new, and it is durable. Resolves when the runs show it. */
  draw: (traceIds: string[]) => Promise<unknown>;
  models: () => ModelProfiles;
};

/** Spans of OpenTelemetry: taken in, and made into runs. Each has a thread, so that a large run holds nobody up who sends. */
export class Traces {
  readonly intake: TraceIntake;
  /** For who draws runs. */
  readonly source: DrawingSource;
  readonly #db: Database;
  readonly #models: () => ModelProfiles;
  readonly #thread: Thread<TracesGiven, TraceOrder, TraceAnswer>;

  constructor({ db, log, file, databaseFile, draw, models }: Options) {
    this.#db = db;
    this.#models = models;
    this.intake = new TraceIntake({ db, log, file, databaseFile, draw });
    this.#thread = new Thread({ what: "makes runs of spans", file, given: { databaseFile } });
    this.source = { read: (traceId) => this.#read(traceId), forget: (traceId) => [forgetSpans(traceId)] };
  }

  /** What another version of the mapping has drawn is drawn anew. */
  async start(): Promise<void> {
    if ((await readMapping(this.#db)) !== mappingVersion) await this.#db.write(redrawAll(mappingVersion));
  }

  async stop(): Promise<void> {
    await Promise.all([this.intake.stop(), this.#thread.stop()]);
  }

  async #read(traceId: string): Promise<ForeignRun | undefined> {
    const assembled = await this.#thread.ask({ do: "assemble", traceId, prices: pricesOf(this.#models()) });
    if (!("head" in assembled) || !assembled.head) return undefined;
    const steps: ForeignStep[] = [];
    for (;;) {
      const next = await this.#thread.ask({ do: "next" });
      if (!("steps" in next) || next.steps.length === 0) return { ...assembled.head, steps };
      steps.push(...next.steps);
    }
  }
}

/** What the project's own profiles say a model costs. */
function pricesOf(models: ModelProfiles): Prices {
  return Object.fromEntries(Object.values(models).flatMap(({ model, price }) => (price ? [[model, price]] : [])));
}
