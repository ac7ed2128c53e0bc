const nice = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000,
];

/** The least distance in ms of at least so much that reads well on an axis; past a day, days. */
export function niceStep(leastMs: number): number {
  const largest = nice.at(-1) ?? 1;
  return nice.find((step) => step >= leastMs) ?? Math.ceil(leastMs / largest) * largest;
}
