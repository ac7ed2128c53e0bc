import type { Mark } from "@/components/charts/chart-series";
import type { Span } from "@/components/charts/point-times";

/** Where moments lie among the points, in points from the left; those outside are left out. */
export function markPlaces(points: readonly Span[], marks: readonly { at: number; word: string }[]): Mark[] {
  return marks.flatMap(({ at, word }) => {
    const index = points.findIndex(({ from, to }) => at >= from && at < to);
    const point = points[index];
    return point ? [{ at: index + (at - point.from) / (point.to - point.from), word }] : [];
  });
}
