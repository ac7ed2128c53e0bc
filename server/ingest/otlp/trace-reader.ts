import type { ReadDatabase } from "@/db/database";
import type { ForeignStep } from "@/server/domain/foreign-run";
import { readSources, readSpans } from "../span-store";
import { assembleRun, type Prices } from "./assemble-run";
import type { Source, Span } from "./span";
import type { RunHead } from "./trace-orders";

/** So much is handed over at once: taken apart and put together again, it holds the event loop for a few milliseconds. */
const mostSteps = 250;
const mostChars = 400_000;

/** The thread's side of drawing: all of a trace is read and put together here. */
export class TraceReader {
  readonly #db: ReadDatabase;
  #steps: ForeignStep[] = [];

  constructor(db: ReadDatabase) {
    this.#db = db;
  }

  async assemble(traceId: string, prices: Prices): Promise<RunHead | undefined> {
    const rows = await readSpans(this.#db, traceId);
    const bodies = await readSources(this.#db, [...new Set(rows.map(({ source }) => source))]);
    const sources = new Map([...bodies].map(([hash, body]) => [hash, JSON.parse(body) as Source]));
    const known = rows.flatMap(({ spanId, source, body }) => {
      const from = sources.get(source);
      const span = JSON.parse(body) as Omit<Span, "traceId" | "spanId">;
      return from ? [{ span: { ...span, traceId, spanId }, source: from }] : [];
    });
    const run = assembleRun(traceId, known, prices);
    if (!run) return undefined;
    const { steps, ...head } = run;
    this.#steps = steps.toReversed();
    return head;
  }

  /** The next of its steps; none when all have been handed over. */
  next(): ForeignStep[] {
    const part: ForeignStep[] = [];
    for (let chars = 0; part.length < mostSteps && chars < mostChars;) {
      const step = this.#steps.pop();
      if (!step) break;
      part.push(step);
      chars += sizeOf(step);
    }
    return part;
  }
}

const sizeOf = ({ input, output, attributes }: ForeignStep): number => JSON.stringify([input, output, attributes]).length;
