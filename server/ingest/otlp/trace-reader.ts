import type { ReadDatabase } from "@/db/database";
import type { ForeignStep, ForeignValues } from "@/server/domain/foreign-run";
import { readSources, readSpansAfter, readSpansOf, type StoredSpan } from "../span-store";
import { assembleRun } from "./assemble-run";
import { sketchSpan, spanIdOfKey, valuesOfSpan, type Sketch, type SourcedSpan } from "./sketch-span";
import type { Source, Span } from "./span";
import type { RunHead, TraceOrder } from "./trace-orders";

type Assemble = Extract<TraceOrder, { do: "assemble" }>;
type Values = Extract<TraceOrder, { do: "values" }>;

/** So many steps are handed over at once: taken apart and put together again, they hold the event loop for a millisecond or two. */
const mostSteps = 250;
/** Spans are read in parts of about so many characters, as far as those before tell how large the next will be. */
const charsAtOnce = 4_000_000;
const mostAtOnce = 500;
const mostSources = 1000;

/** The thread's side of drawing: a trace is read and put together here, of which no more is held than a sketch of each span. */
export class TraceReader {
  readonly #db: ReadDatabase;
  readonly #waiting = new Map<number, ForeignStep[]>();
  readonly #sources = new Map<string, Source>();
  #tickets = 0;

  constructor(db: ReadDatabase) {
    this.#db = db;
  }

  async assemble({ traceId, prices, isPartOf }: Assemble): Promise<{ head: RunHead | undefined; ticket: number }> {
    const ticket = ++this.#tickets;
    const read = async (spanId: string) => (await this.#withSources(traceId, await readSpansOf(this.#db, traceId, [spanId])))[0];
    const run = await assembleRun(traceId, await this.#sketch(traceId), { prices, isPartOf: isPartOf === true, read });
    if (!run) return { head: undefined, ticket };
    const { steps, ...head } = run;
    this.#waiting.set(ticket, steps.toReversed());
    return { head, ticket };
  }

  /** The next of its steps; none when all have been handed over. */
  next(ticket: number): ForeignStep[] {
    const waiting = this.#waiting.get(ticket) ?? [];
    const part = waiting.splice(-mostSteps).toReversed();
    if (part.length === 0) this.#waiting.delete(ticket);
    return part;
  }

  async values({ traceId, ids }: Values): Promise<[id: string, values: ForeignValues][]> {
    const bySpan = new Map(ids.map((id) => [spanIdOfKey(id), id]));
    const spans = await this.#withSources(traceId, await readSpansOf(this.#db, traceId, [...bySpan.keys()]));
    return spans.map((each) => [bySpan.get(each.span.spanId) ?? "", valuesOfSpan(each)]);
  }

  async #sketch(traceId: string): Promise<Sketch[]> {
    const sketches: Sketch[] = [];
    let limit = 50;
    for (let after = ""; ;) {
      const part = await readSpansAfter(this.#db, traceId, after, limit);
      for (const each of await this.#withSources(traceId, part)) sketches.push(sketchSpan(each));
      const last = part.at(-1);
      if (!last || part.length < limit) return sketches;
      after = last.spanId;
      const chars = part.reduce((sum, { body }) => sum + body.length, 0);
      limit = Math.max(1, Math.min(mostAtOnce, Math.floor((charsAtOnce * part.length) / chars)));
    }
  }

  async #withSources(traceId: string, rows: readonly StoredSpan[]): Promise<SourcedSpan[]> {
    if (this.#sources.size > mostSources) this.#sources.clear();
    const unknown = [...new Set(rows.map(({ source }) => source))].filter((hash) => !this.#sources.has(hash));
    if (unknown.length > 0)
      for (const [hash, body] of await readSources(this.#db, unknown)) this.#sources.set(hash, JSON.parse(body) as Source);
    return rows.flatMap(({ spanId, source, body }) => {
      const from = this.#sources.get(source);
      const span = JSON.parse(body) as Omit<Span, "traceId" | "spanId">;
      return from ? [{ span: { ...span, traceId, spanId }, source: from }] : [];
    });
  }
}
