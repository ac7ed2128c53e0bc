/** How often a test repeats itself: a few times in the usual suite, many more with TRACKSIDE_TEST_HEAVY=1. */
export function howOften(usual: number, heavy: number): number {
  return process.env["TRACKSIDE_TEST_HEAVY"] === "1" ? heavy : usual;
}
