export type Bar = { from: number; to: number; count: number };

/** Numbers counted to three digits: a million of them in a few hundred places, their quantiles as exact as one reads them. */
export class Tally {
  readonly #counts = new Map<number, number>();
  #count = 0;

  add(value: number): void {
    const place = Math.abs(value) < 1 ? Math.round(value * 1000) / 1000 : Number(value.toPrecision(3));
    this.#counts.set(place, (this.#counts.get(place) ?? 0) + 1);
    this.#count += 1;
  }

  get count(): number {
    return this.#count;
  }

  /** The least value that this part of all do not exceed. */
  quantile(part: number): number | undefined {
    const wanted = Math.max(1, Math.ceil(part * this.#count));
    let seen = 0;
    for (const [value, count] of this.#sorted()) {
      seen += count;
      if (seen >= wanted) return value;
    }
    return undefined;
  }

  /** Bars of one width; from 0 to 1 where all values are there. */
  bars(most: number): Bar[] {
    const range = this.#range();
    if (!range) return [];
    const [low, high] = range[0] >= 0 && range[1] <= 1 ? [0, 1] : range;
    return this.#into(Array.from({ length: most + 1 }, (_, n) => low + ((high - low) * n) / most));
  }

  /** Bars that each span the same factor: a few slow ones do not press all others into the first. */
  growingBars(most: number): Bar[] {
    const range = this.#range();
    if (!range) return [];
    const [low, high] = [Math.max(1, range[0]), Math.max(1, range[1])];
    return this.#into(Array.from({ length: most + 1 }, (_, n) => low * (high / low) ** (n / most)));
  }

  #into(edges: number[]): Bar[] {
    const [first = 0, last = 0] = [edges[0], edges.at(-1)];
    if (first === last) return [{ from: first, to: last, count: this.#count }];
    const bars = edges.slice(1).map((to, n) => ({ from: edges[n] ?? to, to, count: 0 }));
    for (const [value, count] of this.#counts) {
      const at = bars.findIndex(({ to }) => value < to);
      const bar = bars[at === -1 ? bars.length - 1 : at];
      if (bar) bar.count += count;
    }
    return bars;
  }

  #sorted(): [number, number][] {
    return [...this.#counts].toSorted(([a], [b]) => a - b);
  }

  #range(): [number, number] | undefined {
    const sorted = this.#sorted();
    const [first, last] = [sorted[0], sorted.at(-1)];
    return first && last ? [first[0], last[0]] : undefined;
  }
}
