/** One line, or one layer of the bars. A point without a value is a gap. */
export type Series = {
  name: string;
  shape: "bar" | "line";
  /** Classes that set the colour as `color`. */
  ink: string;
  dashed?: boolean;
  values: readonly (number | undefined)[];
};

export type Mark = { at: number; word: string };

/** The largest that is drawn: bars of a point stand on each other. */
export function largestOf(series: readonly Series[]): number {
  const [bars, lines] = [series.filter(({ shape }) => shape === "bar"), series.filter(({ shape }) => shape === "line")];
  const stacked = bars[0]?.values.map((_, at) => bars.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)) ?? [];
  return Math.max(0, ...stacked, ...lines.flatMap(({ values }) => values.flatMap((value) => value ?? [])));
}

export type Bar = { at: number; low: number; high: number };

/** The bars of each layer, on top of the layers before it. */
export function stack(series: readonly Series[]): Bar[][] {
  const heights = new Map<number, number>();
  return series.map(({ values }) =>
    values.flatMap((value, at) => {
      if (value === undefined || value <= 0) return [];
      const low = heights.get(at) ?? 0;
      heights.set(at, low + value);
      return [{ at, low, high: low + value }];
    }),
  );
}

/** A line in pieces: where a value is missing it stops. A point alone is a piece of its own. */
export function piecesOf(values: Series["values"]): { at: number; value: number }[][] {
  const pieces: { at: number; value: number }[][] = [];
  for (const [at, value] of values.entries()) {
    if (value === undefined) continue;
    const last = pieces.at(-1);
    if (last?.at(-1)?.at === at - 1) last.push({ at, value });
    else pieces.push([{ at, value }]);
  }
  return pieces;
}
