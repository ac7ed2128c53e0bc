import fc from "fast-check";
import { expect, test } from "vitest";
import { quantileOf } from "./duration-buckets";

/** The same as migration 0005 does, by shifting bits away. */
function boundOf(ms: number): number {
  let width = 1;
  while (ms / width >= 16) width *= 2;
  return Math.floor(ms / width) * width;
}

test("a quantile is never further off than its span is wide, and exact below 16 ms", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.nat(40), fc.nat(100_000), fc.nat(3_000_000_000)), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.01, 0.5, 0.95, 1),
      (durations, part) => {
        const counts = new Map<number, number>();
        for (const ms of durations) counts.set(boundOf(ms), (counts.get(boundOf(ms)) ?? 0) + 1);
        const exact = durations.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(part * durations.length) - 1)] ?? 0;
        expect(Math.abs((quantileOf(counts, part) ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact < 16 ? 0 : exact / 8);
      },
    ),
  );
});

test("of nothing there is no quantile, and what was taken back counts as nothing", () => {
  expect(quantileOf(new Map(), 0.5)).toBeUndefined();
  expect(
    quantileOf(
      new Map([
        [100, 0],
        [12, 2],
      ]),
      0.95,
    ),
  ).toBe(12);
});
