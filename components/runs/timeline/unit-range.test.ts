import fc from "fast-check";
import { expect, test } from "vitest";
import { isWhole, panBy, rangeBetween, zoomAround, type UnitRange } from "./unit-range";

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const range = fc.tuple(unit, unit).map(([a, b]) => rangeBetween(a, b, 1e-4));
const least = 1e-6;

const isSound = ({ from, to }: UnitRange): boolean => from >= 0 && to <= 1 && to > from;

test("a part stays a part of the whole, whatever is done to it", () => {
  const deed = fc.oneof(
    fc.record({ at: unit, factor: fc.double({ min: 0.1, max: 10, noNaN: true }) }),
    fc.double({ min: -3, max: 3, noNaN: true }),
  );
  fc.assert(
    fc.property(range, fc.array(deed, { maxLength: 30 }), (first, deeds) => {
      let now = first;
      for (const one of deeds) {
        const at = typeof one === "number" ? 0 : now.from + one.at * (now.to - now.from);
        now = typeof one === "number" ? panBy(now, one) : zoomAround(now, at, one.factor, least);
        expect(isSound(now)).toBe(true);
      }
      expect(isWhole(zoomAround(now, now.from, 1e-9, least))).toBe(true);
    }),
  );
});

test("what is under the pointer stays there while one zooms in", () => {
  fc.assert(
    fc.property(range, unit, fc.double({ min: 1, max: 10, noNaN: true }), (before, share, factor) => {
      const at = before.from + share * (before.to - before.from);
      const after = zoomAround(before, at, factor, 0);
      expect((at - after.from) / (after.to - after.from)).toBeCloseTo(share, 6);
    }),
  );
});
