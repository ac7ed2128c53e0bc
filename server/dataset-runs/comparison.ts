import type { Context } from "@/server/context";
import type { Change, ItemComparison, Verdict } from "@/server/domain/compare-items";
import type { DatasetRunComparison, ScorerComparison } from "@/server/domain/item-result";
import { inParts } from "@/server/live/kept-answer";
import { compareSides, sidesOf, toSides } from "./compare-sides";
import { readPlaces, readPlacesOfItems } from "./item-result-store";
import type { DatasetRunRow } from "./store";

const verdicts = ["worse", "better", "same", "only-here", "only-there", "open"] as const satisfies readonly Verdict[];
/** Item-trials looked at in one go, of each side. */
const rowsAtOnce = 300;

type Sums = Omit<ScorerComparison, "here" | "there"> & { here: number; there: number; valued: number };

/** Two dataset runs, compared item by item: a byte for each verdict, so that a hundred thousand items can be kept. */
export class Comparison {
  readonly done: Promise<void>;
  readonly onlyThere: number[] = [];
  readonly #counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  readonly #items: Uint8Array;
  readonly #ofScorer = new Map<string, Uint8Array>();
  readonly #sums = new Map<string, Sums>();
  readonly #here: DatasetRunRow;
  readonly #there: DatasetRunRow;
  #changed = 0;
  #compared = 0;
  #met = 0;
  #complete = false;

  private constructor(ctx: Context, here: DatasetRunRow, there: DatasetRunRow) {
    this.#here = here;
    this.#there = there;
    this.#items = new Uint8Array(here.totalItems);
    this.done = this.#compare(ctx);
  }

  static begin(ctx: Context, here: DatasetRunRow, there: DatasetRunRow): Comparison {
    return new Comparison(ctx, here, there);
  }

  get complete(): boolean {
    return this.#complete;
  }

  counts(): DatasetRunComparison {
    const scorers = [...this.#sums].map(([scorer, { here, there, valued, ...counts }]) => [
      scorer,
      { ...counts, here: valued === 0 ? null : here / valued, there: valued === 0 ? null : there / valued },
    ]);
    return {
      items: { ...this.#counts },
      scorers: Object.fromEntries(scorers) as DatasetRunComparison["scorers"],
      changedItems: this.#changed,
      complete: this.#complete,
      compared: this.#compared,
      total: this.#here.totalItems,
    };
  }

  /** The first ordinals of items that have this verdict, past one. */
  ordinalsOf(verdict: Verdict, scorer: string | undefined, after: number, limit: number): number[] {
    const marks = scorer === undefined ? this.#items : this.#ofScorer.get(scorer);
    const wanted = markOf(verdict);
    const { trials } = this.#here;
    const found: number[] = [];
    if (!marks) return found;
    for (let item = Math.floor(after / trials) + 1; item < marks.length && found.length < limit; item++)
      if (marks[item] === wanted) found.push(item * trials);
    return found;
  }

  async #compare(ctx: Context): Promise<void> {
    const { trials, totalItems, key } = this.#here;
    const atOnce = Math.max(1, Math.floor(rowsAtOnce / Math.max(trials, this.#there.trials)));
    let item = 0;
    await inParts(async () => {
      const places = await readPlaces(ctx.db, key, item * trials, (item + atOnce) * trials);
      const own = await toSides(ctx, places);
      const others = await sidesOf(ctx, this.#there.key, [...own.keys()]);
      const pairs = [...own].map(([itemId, here]) => [here, others.get(itemId)] as const);
      const compared = await compareSides(
        ctx,
        pairs.map(([here, there]) => [here, there]),
      );
      for (const [at, result] of compared.entries()) {
        const ordinal = pairs[at]?.[0].places[0]?.ordinal ?? 0;
        this.#take(Math.floor(ordinal / trials), result.compared, result.changed === true);
      }
      this.#met += others.size;
      item += atOnce;
      this.#compared = Math.min(item, totalItems);
      return item < totalItems;
    });
    if (this.#met < this.#there.totalItems) await this.#findOnlyThere(ctx);
    this.#complete = true;
  }

  async #findOnlyThere(ctx: Context): Promise<void> {
    const { trials, totalItems, key } = this.#there;
    const atOnce = Math.max(1, Math.floor(rowsAtOnce / trials));
    let item = 0;
    await inParts(async () => {
      const places = await readPlaces(ctx.db, key, item * trials, (item + atOnce) * trials);
      const firsts = places.filter(({ ordinal }) => ordinal % trials === 0);
      const ids = firsts.map(({ itemId }) => itemId);
      const here = new Set((await readPlacesOfItems(ctx.db, this.#here.key, ids)).map(({ itemId }) => itemId));
      for (const { itemId, ordinal } of firsts) if (!here.has(itemId)) this.onlyThere.push(ordinal);
      this.#counts["only-there"] = this.onlyThere.length;
      item += atOnce;
      return item < totalItems;
    });
  }

  #take(item: number, { verdict, scorers }: ItemComparison, changed: boolean): void {
    this.#counts[verdict] += 1;
    this.#items[item] = markOf(verdict);
    if (changed) this.#changed += 1;
    if (verdict === "only-here" || verdict === "open") return;
    for (const [scorer, change] of Object.entries(scorers)) {
      const marks = this.#ofScorer.get(scorer) ?? new Uint8Array(this.#here.totalItems);
      this.#ofScorer.set(scorer, marks);
      if (change.verdict !== "unknown") marks[item] = markOf(change.verdict);
      this.#sum(scorer, change);
    }
  }

  #sum(scorer: string, { verdict, here, there }: Change): void {
    const sums = this.#sums.get(scorer) ?? { worse: 0, better: 0, same: 0, unknown: 0, here: 0, there: 0, valued: 0 };
    this.#sums.set(scorer, sums);
    sums[verdict] += 1;
    if (here === null || there === null) return;
    sums.here += here;
    sums.there += there;
    sums.valued += 1;
  }
}

/** 0 is for what has none. */
const markOf = (verdict: Verdict): number => verdicts.indexOf(verdict) + 1;
