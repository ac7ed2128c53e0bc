import type { ReadDatabase } from "@/db/database";
import type { ForeignStep } from "@/server/domain/foreign-run";
import { readSources, readSpans } from "../span-store";
import { assembleRun } from "./assemble-run";
import type { Source, Span } from "./span";
import type { RunHead, TraceOrder } from "./trace-orders";

type Assemble = Extract<TraceOrder, { do: "assemble" }>;

/** So much is handed over at once: taken apart and put together again, it holds the event loop for a few milliseconds. */
const mostSteps = 250;
const mostChars = 400_000;

/** The thread's side of drawing: all of a trace is read and put together here. */
export class TraceReader {
  readonly #db: ReadDatabase;
  readonly #waiting = new Map<number, ForeignStep[]>();
  #tickets = 0;

  constructor(db: ReadDatabase) {
    this.#db = db;
  }

  async assemble({ traceId, prices, isPartOf }: Assemble): Promise<{ head: RunHead | undefined; ticket: number }> {
    const ticket = ++this.#tickets;
    const rows = await readSpans(this.#db, traceId);
    const bodies = await readSources(this.#db, [...new Set(rows.map(({ source }) => source))]);
    const sources = new Map([...bodies].map(([hash, body]) => [hash, JSON.parse(body) as Source]));
    const known = rows.flatMap(({ spanId, source, body }) => {
      const from = sources.get(source);
      const span = JSON.parse(body) as Omit<Span, "traceId" | "spanId">;
      return from ? [{ span: { ...span, traceId, spanId }, source: from }] : [];
    });
    const run = assembleRun(traceId, known, { prices, isPartOf: isPartOf === true });
    if (!run) return { head: undefined, ticket };
    const { steps, ...head } = run;
    this.#waiting.set(ticket, steps.toReversed());
    return { head, ticket };
  }

  /** The next of its steps; none when all have been handed over. */
  next(ticket: number): ForeignStep[] {
    const waiting = this.#waiting.get(ticket) ?? [];
    const part: ForeignStep[] = [];
    for (let chars = 0; part.length < mostSteps && chars < mostChars;) {
      const step = waiting.pop();
      if (!step) break;
      part.push(step);
      chars += sizeOf(step);
    }
    if (part.length === 0) this.#waiting.delete(ticket);
    return part;
  }
}

const sizeOf = ({ input, output, attributes }: ForeignStep): number => JSON.stringify([input, output, attributes]).length;
