/** Durations counted in spans: a lower bound in ms, and how many lie in it. Migration 0005 has the same bounds in SQL. */
type BucketCounts = ReadonlyMap<number, number>;

/** Below this each millisecond counts alone; above, an octave has eight spans. */
const exactBelow = 16;
const widest = 2 ** 29;

/** How wide the span is that begins here: at most an eighth of its bound. */
function bucketWidth(bound: number): number {
  if (bound < exactBelow) return 1;
  return Math.min(widest, 2 ** (Math.floor(Math.log2(bound)) - 3));
}

/** The least duration that this part of all do not exceed, as near as the spans tell: within one, all are taken to lie evenly. */
export function quantileOf(buckets: BucketCounts, part: number): number | undefined {
  const sorted = [...buckets].filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  const wanted = Math.max(1, Math.ceil(part * all));
  let passed = 0;
  for (const [bound, count] of sorted) {
    if (passed + count >= wanted) {
      const width = bucketWidth(bound);
      return width === 1 ? bound : Math.floor(bound + (width * (wanted - passed - 0.5)) / count);
    }
    passed += count;
  }
  return undefined;
}
