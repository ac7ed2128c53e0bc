import type { Stretch } from "./idle-stretches";

/** `stepMs`: how far apart they are, by which they are written. */
export type Ticks = { stepMs: number; marks: { atMs: number; unit: number }[] };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const round = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14, 30, 90, 365, 730, 3650].map((n) => n * day),
];

type Given = {
  startMs: number;
  view: Stretch;
  /** In order; those in sight. */
  folds: readonly Stretch[];
  toUnit: (ms: number) => number;
  most: number;
};

/** Round times after the start, in sight and outside folds, as close as so many may be; two never crowd each other. */
export function placeTicks({ startMs, view, folds, toUnit, most }: Given): Ticks {
  const open = openStretches(view, folds);
  const openMs = open.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  const least = openMs / Math.max(1, most);
  const largest = round.at(-1) ?? day;
  const closest = round.findIndex((step) => step >= least);
  const candidates = closest < 0 ? [] : round.slice(closest);
  for (const stepMs of [...candidates, Math.ceil(least / largest) * largest, Math.ceil((2 * least) / largest) * largest]) {
    const marks = uncrowded(
      open.flatMap((stretch) => marksIn(stretch, startMs, stepMs).map((atMs) => ({ atMs, unit: toUnit(atMs) }))),
      most,
    );
    if (marks.length <= most) return { stepMs, marks };
  }
  return { stepMs: largest, marks: [] };
}

function openStretches(view: Stretch, folds: readonly Stretch[]): Stretch[] {
  const open: Stretch[] = [];
  let fromMs = view.fromMs;
  for (const fold of [...folds, { fromMs: view.toMs, toMs: view.toMs }]) {
    if (fold.fromMs > fromMs) open.push({ fromMs, toMs: fold.fromMs });
    fromMs = Math.max(fromMs, fold.toMs);
  }
  return open;
}

function marksIn({ fromMs, toMs }: Stretch, startMs: number, stepMs: number): number[] {
  const marks: number[] = [];
  for (let n = Math.ceil((fromMs - startMs) / stepMs); startMs + n * stepMs < toMs; n++) marks.push(startMs + n * stepMs);
  return marks;
}

/** Right before and right after a fold two may fall nearly together: the later one waits. */
function uncrowded(marks: Ticks["marks"], most: number): Ticks["marks"] {
  const apart = 0.5 / Math.max(1, most);
  let last = Number.NEGATIVE_INFINITY;
  return marks.filter(({ unit }) => {
    if (unit - last < apart) return false;
    last = unit;
    return true;
  });
}
