import type { ReadDatabase } from "@/db/database";
import { inParts } from "@/server/live/kept-answer";
import { findBegun } from "./tree-store";

/** So many steps are walked over in a part of a millisecond. */
const stride = 1000;
const mostRuns = 40;

/**
 * Where in a run's own numbers its thousandth step began, its two thousandth, and so on. Steps are only ever added behind,
 * so what is known stays right, and an offset among a million is a short walk from the mark before it.
 */
export class BeginPlaces {
  readonly #db: ReadDatabase;
  readonly #marks = new Map<number, number[]>();

  constructor(db: ReadDatabase) {
    this.#db = db;
  }

  /** The number after which the step at this offset is the next to begin; nothing if there are not so many. */
  async before(runKey: number, offset: number): Promise<number | undefined> {
    if (offset === 0) return 0;
    const marks = this.#marks.get(runKey) ?? [0];
    this.#remember(runKey, marks);
    const wanted = Math.floor(offset / stride);
    let isThere = true;
    await inParts(async () => {
      if (marks.length > wanted) return false;
      const at = marks.length;
      const next = await findBegun(this.#db, runKey, marks.at(-1) ?? 0, stride - 1);
      isThere = next !== undefined;
      // Somebody else may have come by meanwhile, and put it there.
      if (next !== undefined && marks.length === at) marks.push(next);
      return isThere;
    });
    if (!isThere) return undefined;
    const [mark = 0, beyond] = [marks[wanted], offset % stride];
    return beyond === 0 ? mark : findBegun(this.#db, runKey, mark, beyond - 1);
  }

  forget(runKey: number): void {
    this.#marks.delete(runKey);
  }

  #remember(runKey: number, marks: number[]): void {
    this.#marks.delete(runKey);
    this.#marks.set(runKey, marks);
    const [oldest] = this.#marks.keys();
    if (this.#marks.size > mostRuns && oldest !== undefined) this.#marks.delete(oldest);
  }
}
