import fc from "fast-check";
import { expect, test } from "vitest";
import { Tally } from "./tally";

const tallyOf = (values: number[]): Tally => {
  const tally = new Tally();
  for (const value of values) tally.add(value);
  return tally;
};

test("quantiles are as near as three digits are", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, part) => {
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
        expect(Math.abs((tallyOf(values).quantile(part) ?? 0) - exact)).toBeLessThanOrEqual(exact * 0.005);
      },
    ),
  );
});

test("every value is in one bar", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -50, max: 500, noNaN: true })), fc.integer({ min: 1, max: 12 }), (values, most) => {
      for (const bars of [tallyOf(values).bars(most), tallyOf(values).growingBars(most)]) {
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bars.length).toBeLessThanOrEqual(most);
      }
    }),
  );
});

test("scores between 0 and 1 are drawn from 0 to 1", () => {
  expect(tallyOf([0.3, 0.31, 1]).bars(5)).toEqual([
    { from: 0, to: 0.2, count: 0 },
    { from: 0.2, to: 0.4, count: 2 },
    { from: 0.4, to: 0.6, count: 0 },
    { from: 0.6, to: 0.8, count: 0 },
    { from: 0.8, to: 1, count: 1 },
  ]);
  expect(tallyOf([]).quantile(0.5)).toBeUndefined();
});
