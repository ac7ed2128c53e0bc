/** A part of the time axis, as parts of the whole: 0 ≤ from < to ≤ 1. */
export type UnitRange = { from: number; to: number };

export const wholeRange: UnitRange = { from: 0, to: 1 };

export const isWhole = ({ from, to }: UnitRange): boolean => from <= 0 && to >= 1;

/** What is at `at` stays where it is; never shorter than `least`, never more than the whole. */
export function zoomAround({ from, to }: UnitRange, at: number, factor: number, least: number): UnitRange {
  const length = Math.min(1, Math.max(Math.min(1, least), (to - from) / factor));
  const share = (at - from) / (to - from);
  return shifted(at - share * length, length);
}

/** By a part of what is in view; what would pass an end stops there. */
export function panBy({ from, to }: UnitRange, part: number): UnitRange {
  return shifted(from + part * (to - from), to - from);
}

export function rangeBetween(a: number, b: number, least: number): UnitRange {
  const [from, to] = a < b ? [a, b] : [b, a];
  return shifted(from, Math.min(1, Math.max(to - from, least)));
}

function shifted(from: number, length: number): UnitRange {
  const begin = Math.min(1 - length, Math.max(0, from));
  return { from: begin, to: Math.min(1, begin + length) };
}
