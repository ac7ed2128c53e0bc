import { placeTicks, type Ticks } from "./axis-ticks";
import type { Stretch } from "./idle-stretches";

type Given = {
  startMs: number;
  endMs: number;
  /** Idle stretches that are folded. */
  folds?: readonly Stretch[];
  /** What is zoomed to, in time; the whole if not said. */
  view?: Stretch | undefined;
};

/** Where a folded stretch is drawn; `left` and `left + width` in the view, or beside it. */
export type PlacedFold = Stretch & { left: number; width: number };

export type TimeScale = {
  /** A moment's place: 0 at the view's left edge, 1 at its right. Beside the view it goes on. */
  toUnit: (ms: number) => number;
  toMs: (unit: number) => number;
  /** The times at the view's edges. */
  view: Stretch;
  /** Those in sight. */
  folds: PlacedFold[];
  /** Round times after the begin, at most so many, none within a fold. */
  ticks: (most: number) => Ticks;
};

const foldShare = 0.02;
const allFoldsShare = 0.3;

type Knot = { ms: number; unit: number };

/**
 * The time axis: even but where folds are, each of which takes a small part of it. There and back is the same moment, and
 * what began earlier stands further left. Times are counted from the start, for in full they have no digits to spare.
 */
export function createTimeScale({ startMs, endMs, folds = [], view }: Given): TimeScale {
  const spanMs = Math.max(1, endMs - startMs);
  const apart = disjoint(folds, startMs, startMs + spanMs);
  const knots = knotsOf(apart, startMs, spanMs);
  const whole = {
    toUnit: (ms: number): number => across(knots, ms - startMs, "ms", "unit"),
    toMs: (unit: number): number => startMs + across(knots, unit, "unit", "ms"),
  };
  const seen = view && view.toMs > view.fromMs ? view : { fromMs: startMs, toMs: startMs + spanMs };
  const from = whole.toUnit(seen.fromMs);
  const width = whole.toUnit(seen.toMs) - from;
  const toUnit = (ms: number): number => (whole.toUnit(ms) - from) / width;
  const inSight = apart.filter((fold) => fold.toMs > seen.fromMs && fold.fromMs < seen.toMs);
  return {
    toUnit,
    toMs: (unit) => whole.toMs(from + unit * width),
    view: seen,
    folds: inSight.map((fold) => ({ ...fold, left: toUnit(fold.fromMs), width: toUnit(fold.toMs) - toUnit(fold.fromMs) })),
    ticks: (most) => placeTicks({ startMs, view: seen, folds: inSight, toUnit, most }),
  };
}

/** In order, within the bounds, none reaching into another. */
function disjoint(folds: readonly Stretch[], startMs: number, endMs: number): Stretch[] {
  const apart: Stretch[] = [];
  for (const fold of folds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const fromMs = Math.max(fold.fromMs, apart.at(-1)?.toMs ?? startMs);
    const toMs = Math.min(fold.toMs, endMs);
    if (toMs > fromMs) apart.push({ fromMs, toMs });
  }
  return apart;
}

/** Between two knots the axis is even. Where nothing but folds is, they share it. */
function knotsOf(folds: Stretch[], startMs: number, spanMs: number): Knot[] {
  const foldedMs = folds.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const openMs = spanMs - foldedMs;
  const share = openMs > 0 ? Math.min(foldShare, allFoldsShare / folds.length) : 1 / folds.length;
  const perMs = openMs > 0 ? (1 - share * folds.length) / openMs : 0;
  const knots: Knot[] = [{ ms: 0, unit: 0 }];
  let [ms, unit] = [0, 0];
  const put = (nextMs: number, width: number): void => {
    if (nextMs <= ms) return;
    unit += width;
    ms = nextMs;
    knots.push({ ms, unit });
  };
  for (const fold of folds) {
    const from = fold.fromMs - startMs;
    put(from, (from - ms) * perMs);
    put(fold.toMs - startMs, share);
  }
  put(spanMs, (spanMs - ms) * perMs);
  // What adding up many parts lost.
  return knots.map((knot) => ({ ms: knot.ms, unit: knot.unit / unit }));
}

/** Along the line between the two knots a place lies between; outside, along the nearest line. */
function across(knots: readonly Knot[], at: number, from: keyof Knot, to: keyof Knot): number {
  let [low, high] = [1, knots.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((knots[middle]?.[from] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const [a, b] = [knots[low - 1], knots[low]];
  if (!a || !b) return 0;
  // From the nearer end, so that both ends are met exactly.
  const part = (at - a[from]) / (b[from] - a[from]);
  return part < 0.5 ? a[to] + part * (b[to] - a[to]) : b[to] - (1 - part) * (b[to] - a[to]);
}
