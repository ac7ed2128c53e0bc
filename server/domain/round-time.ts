const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances in ms that read well on an axis. */
const distances: readonly number[] = [
  [1, 2, 5, 10, 20, 50, 100, 200, 500],
  [1, 2, 5, 10, 15, 30].map((n) => n * second),
  [1, 2, 5, 10, 15, 30].map((n) => n * minute),
  [1, 2, 6, 12].map((n) => n * hour),
  [1, 2, 7, 14, 30, 90, 365, 730, 3650].map((n) => n * day),
].flat();

const largest = distances.at(-1) ?? day;

/** Those of at least so much, from the closest on; past ten years, tens of years. */
export function roundTimesFrom(leastMs: number): number[] {
  const decades = [1, 2].map((times) => Math.ceil((times * leastMs) / largest) * largest);
  return [...distances.filter((distance) => distance >= leastMs), ...decades];
}
