import { formatTick } from "../format";
import type { Step } from "../step";
import type { Stretch } from "./idle-stretches";
import { niceStep } from "./nice-step";

export type Tick = { atMs: number; unit: number; label: string };
/** Where moments lie: 0 is the left edge of what is in view, 1 its right edge; what is outside lies beyond these. */
export type TimeScale = {
  toUnit: (ms: number) => number;
  toMs: (unit: number) => number;
  /** Round moments in view, counted from the run's begin. */
  ticks: (most: number) => Tick[];
};

type Given = { startMs: number; endMs: number; folds: readonly Stretch[]; view?: Stretch };
/** A stretch of time and where it is drawn, as parts of the whole. */
type Piece = { fromMs: number; toMs: number; from: number; to: number; folded: boolean };

/** What is folded takes so much of the whole, and all that is folded together no more than this. */
const foldPart = 0.02;
const mostFolded = 0.3;

/** The axis of a run's time, with idle stretches drawn short, of which a part may be in view. Order is kept, and there and back is the same. */
export function createTimeScale({ startMs, endMs, folds, view }: Given): TimeScale {
  const end = endMs > startMs ? endMs : startMs + 1;
  const pieces = cut(startMs, end, folds);
  const from = view ? wholeUnit(pieces, view.fromMs) : 0;
  const to = view ? wholeUnit(pieces, view.toMs) : 1;
  const length = to > from ? to - from : 1;
  const toUnit = (ms: number): number => (wholeUnit(pieces, ms) - from) / length;
  const toMs = (unit: number): number => wholeMs(pieces, from + unit * length);
  return { toUnit, toMs, ticks: (most) => ticksOf({ toUnit, toMs }, pieces, startMs, most) };
}

/** The whole in pieces: plain ones share what the folded ones leave, each by its length. */
function cut(startMs: number, endMs: number, folds: readonly Stretch[]): Piece[] {
  const stretches: (Stretch & { folded: boolean })[] = [];
  let at = startMs;
  for (const fold of folds.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const [fromMs, toMs] = [Math.max(at, fold.fromMs), Math.min(endMs, fold.toMs)];
    if (toMs <= fromMs) continue;
    if (fromMs > at) stretches.push({ fromMs: at, toMs: fromMs, folded: false });
    stretches.push({ fromMs, toMs, folded: true });
    at = toMs;
  }
  if (at < endMs) stretches.push({ fromMs: at, toMs: endMs, folded: false });
  const foldedOnes = stretches.filter(({ folded }) => folded).length;
  const plainMs = stretches.reduce((sum, { fromMs, toMs, folded }) => sum + (folded ? 0 : toMs - fromMs), 0);
  const part = foldedOnes === 0 ? 0 : plainMs === 0 ? 1 / foldedOnes : Math.min(foldPart, mostFolded / foldedOnes);
  const perMs = plainMs === 0 ? 0 : (1 - part * foldedOnes) / plainMs;
  let unit = 0;
  return stretches.map(({ fromMs, toMs, folded }, index) => {
    const from = unit;
    unit = index === stretches.length - 1 ? 1 : unit + (folded ? part : (toMs - fromMs) * perMs);
    return { fromMs, toMs, folded, from, to: unit };
  });
}

function wholeUnit(pieces: readonly Piece[], ms: number): number {
  const piece = pieceAt(pieces, ({ toMs }) => ms <= toMs);
  return piece ? piece.from + ((ms - piece.fromMs) / (piece.toMs - piece.fromMs)) * (piece.to - piece.from) : 0;
}

function wholeMs(pieces: readonly Piece[], unit: number): number {
  const piece = pieceAt(pieces, ({ to }) => unit <= to);
  return piece ? piece.fromMs + ((unit - piece.from) / (piece.to - piece.from)) * (piece.toMs - piece.fromMs) : 0;
}

/** What lies before the first or after the last is measured as they are. */
function pieceAt(pieces: readonly Piece[], reaches: (piece: Piece) => boolean): Piece | undefined {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle];
    if (piece && reaches(piece)) high = middle;
    else low = middle + 1;
  }
  return pieces[low];
}

function ticksOf(scale: Pick<TimeScale, "toUnit" | "toMs">, pieces: readonly Piece[], startMs: number, most: number): Tick[] {
  const [fromMs, toMs] = [scale.toMs(0), scale.toMs(1)];
  const inView = pieces.map((piece) => ({ ...piece, fromMs: Math.max(fromMs, piece.fromMs), toMs: Math.min(toMs, piece.toMs) }));
  const plainMs = inView.reduce((sum, piece) => sum + (piece.folded ? 0 : Math.max(0, piece.toMs - piece.fromMs)), 0);
  const stepMs = niceStep(Math.max(plainMs, (toMs - fromMs) / 1000) / Math.max(1, most));
  const ticks: Tick[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const piece of inView) {
    if (piece.folded) continue;
    for (
      let n = Math.ceil((piece.fromMs - startMs) / stepMs);
      startMs + n * stepMs <= piece.toMs && ticks.length < 4 * most;
      n++
    ) {
      const atMs = startMs + n * stepMs;
      const unit = scale.toUnit(atMs);
      // Two labels on one another help nobody; nor one at the very end, where nothing follows.
      if (unit - last < 0.6 / most || unit >= 1) continue;
      ticks.push({ atMs, unit, label: formatTick(n * stepMs, stepMs) });
      last = unit;
    }
  }
  return ticks;
}

export type BarPlace = {
  left: number;
  width: number;
  /** It goes on beyond what is in view. */
  cutLeft: boolean;
  cutRight: boolean;
  outside: "before" | "after" | undefined;
};

/** Left edge and width as parts of what is in view, never past it. An open step reaches to now; none ends before its begin, even where a clock went back. */
export function placeBar(step: Pick<Step, "startedAt" | "endedAt">, scale: TimeScale, now: number): BarPlace {
  const from = scale.toUnit(step.startedAt);
  const to = scale.toUnit(Math.max(step.startedAt, step.endedAt ?? now));
  const [left, right] = [clamp(from), clamp(to)];
  return {
    left,
    width: right - left,
    cutLeft: from < 0,
    cutRight: to > 1 + 1e-9,
    outside: to < 0 ? "before" : from > 1 ? "after" : undefined,
  };
}

const clamp = (part: number): number => Math.min(1, Math.max(0, part));
