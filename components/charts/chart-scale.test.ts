import fc from "fast-check";
import { expect, test } from "vitest";
import { scaleOf, type Unit } from "./chart-scale";

test("a scale holds what is drawn, in few round steps", () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Unit>("count", "duration", "cost", "score"),
      fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.nat(50), fc.nat(2 ** 40)),
      (unit, largest) => {
        const { top, step, ticks } = scaleOf(largest, unit);
        expect(top).toBeGreaterThanOrEqual(largest);
        expect(top).toBeGreaterThan(0);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeCloseTo(top, 6);
        expect(ticks.length).toBeLessThanOrEqual(5);
        if (unit === "count") expect(Number.isInteger(step)).toBe(true);
      },
    ),
  );
});
