import fc from "fast-check";
import { expect, test } from "vitest";
import { createTimeScale, placeBar } from "./time-scale";

const start = 1_795_000_000_000;
const axis = fc
  .record({
    spanMs: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 1e11 })),
    folds: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
      maxLength: 20,
    }),
    view: fc.option(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))),
  })
  .map(({ spanMs, folds, view }) => {
    const at = (part: number) => start + part * spanMs;
    const stretch = ([a, b]: [number, number]) => ({ fromMs: at(Math.min(a, b)), toMs: at(Math.max(a, b)) });
    const seen = view && Math.abs(view[0] - view[1]) > 0.01 ? { view: stretch(view) } : {};
    return { spanMs, given: { startMs: start, endMs: start + spanMs, folds: folds.map(stretch), ...seen } };
  });
const part = fc.double({ min: 0, max: 1, noNaN: true });

test("there and back is the same moment, and order is kept", () => {
  fc.assert(
    fc.property(axis, part, part, ({ spanMs, given }, a, b) => {
      const scale = createTimeScale(given);
      const [one, other] = [start + a * spanMs, start + b * spanMs];
      expect(Math.abs(scale.toMs(scale.toUnit(one)) - one)).toBeLessThanOrEqual(Math.max(1e-3, spanMs * 1e-6));
      if (one < other) expect(scale.toUnit(one)).toBeLessThanOrEqual(scale.toUnit(other) + 1e-9);
      if (other - one > spanMs * 1e-3) expect(scale.toUnit(one)).toBeLessThan(scale.toUnit(other));
    }),
  );
});

test("the whole fills the axis, and what is in view its part of it", () => {
  fc.assert(
    fc.property(axis, ({ given }) => {
      const scale = createTimeScale(given);
      const { fromMs, toMs } = "view" in given && given.view ? given.view : { fromMs: given.startMs, toMs: given.endMs };
      expect(scale.toUnit(fromMs)).toBeCloseTo(0, 6);
      expect(scale.toUnit(toMs)).toBeCloseTo(1, 6);
    }),
  );
});

test("ticks stand in view, in order, apart, and at round distances from the begin", () => {
  fc.assert(
    fc.property(axis, fc.integer({ min: 2, max: 12 }), ({ given }, most) => {
      const ticks = createTimeScale(given).ticks(most);
      expect(ticks.length).toBeLessThanOrEqual(2 * most + 1);
      for (const [index, { unit, atMs }] of ticks.entries()) {
        expect(unit).toBeGreaterThanOrEqual(-1e-6);
        expect(unit).toBeLessThan(1);
        expect(Number.isInteger(Math.round((atMs - start) * 1e3) / 1e3)).toBe(true);
        const before = ticks[index - 1];
        if (before) expect(unit - before.unit).toBeGreaterThanOrEqual(0.6 / most - 1e-9);
      }
    }),
  );
});

test("a folded stretch is short, and steps are placed around it", () => {
  const scale = createTimeScale({ startMs: 0, endMs: 42_000, folds: [{ fromMs: 10_000, toMs: 34_000 }] });
  expect(scale.toUnit(34_000) - scale.toUnit(10_000)).toBeCloseTo(0.02, 9);
  expect(scale.toUnit(10_000)).toBeCloseTo((10_000 / 18_000) * 0.98, 9);
  expect(placeBar({ startedAt: 0, endedAt: 42_000 }, scale, 0)).toMatchObject({ left: 0, width: 1, outside: undefined });
});

test("a bar is where its step was, never past the edges, also where a clock went back or it goes on", () => {
  const scale = createTimeScale({ startMs: 1_000, endMs: 2_000, folds: [], view: { fromMs: 1_250, toMs: 1_750 } });
  const place = (startedAt: number, endedAt?: number) =>
    placeBar({ startedAt, ...(endedAt === undefined ? {} : { endedAt }) }, scale, 1_900);
  expect(place(1_300, 1_400)).toEqual({
    left: expect.closeTo(0.1, 9) as number,
    width: expect.closeTo(0.2, 9) as number,
    cutLeft: false,
    cutRight: false,
    outside: undefined,
  });
  expect(place(1_100)).toEqual({ left: 0, width: 1, cutLeft: true, cutRight: true, outside: undefined });
  expect(place(1_500, 1_200)).toMatchObject({ left: 0.5, width: 0 });
  expect(place(1_000, 1_100).outside).toBe("before");
  expect(place(1_800, 1_900).outside).toBe("after");
});
