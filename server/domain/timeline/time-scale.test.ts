import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeBar } from "./place-bar";
import { createTimeScale } from "./time-scale";

const startMs = 1_750_000_000_000;
const year = 365 * 24 * 3_600_000;
const span = fc.oneof(fc.nat(3), fc.nat(5000), fc.nat(10_000_000), fc.nat(20 * year));
const part = fc.double({ min: 0, max: 1, noNaN: true });
/** Any folds of any span, and a view of it. */
const axis = span.chain((spanMs) =>
  fc
    .record({
      folds: fc.array(fc.tuple(part, part), { maxLength: 20 }),
      view: fc.option(fc.tuple(part, part), { nil: undefined }),
    })
    .map(({ folds, view }) => {
      const at = ([a, b]: [number, number]) => ({
        fromMs: startMs + Math.floor(Math.min(a, b) * spanMs),
        toMs: startMs + Math.ceil(Math.max(a, b) * spanMs),
      });
      return { startMs, endMs: startMs + spanMs, folds: folds.map(at), view: view && at(view) };
    }),
);
const spanOf = ({ endMs }: { endMs: number }): number => Math.max(1, endMs - startMs);

describe("createTimeScale", () => {
  it("goes there and back to the same moment", () => {
    fc.assert(
      fc.property(axis, part, (given, at) => {
        const { toUnit, toMs, view } = createTimeScale(given);
        const ms = startMs + at * spanOf(given);
        expect(Math.abs(toMs(toUnit(ms)) - ms)).toBeLessThanOrEqual(1e-6 * spanOf(given) + 1e-3);
        expect(toUnit(view.fromMs)).toBeCloseTo(0, 9);
        expect(toUnit(view.toMs)).toBeCloseTo(1, 9);
      }),
    );
  });

  it("keeps the order of moments a millisecond and more apart", () => {
    fc.assert(
      fc.property(axis, fc.array(part, { minLength: 2, maxLength: 20 }), (given, places) => {
        const { toUnit } = createTimeScale(given);
        const moments = [...new Set(places.map((at) => startMs + Math.round(at * spanOf(given))))].toSorted((a, b) => a - b);
        const units = moments.map(toUnit);
        expect(new Set(units).size).toBe(moments.length);
        expect(units).toEqual(units.toSorted((a, b) => a - b));
      }),
    );
  });

  it("cuts the same axis when it is zoomed", () => {
    fc.assert(
      fc.property(axis, part, part, (of, a, b) => {
        const given = { ...of, view: undefined };
        const whole = createTimeScale(given);
        const [fromMs, toMs] = [whole.toMs(Math.min(a, b)), whole.toMs(Math.max(a, b))];
        fc.pre(toMs - fromMs > spanOf(given) / 1000 && toMs - fromMs > 1);
        const { toUnit } = createTimeScale({ ...given, view: { fromMs, toMs } });
        const [from, to] = [whole.toUnit(fromMs), whole.toUnit(toMs)];
        fc.pre(to - from > 1e-4);
        // The moment as it is after rounding: between two moments an ulp apart lies part of a pixel of a short axis.
        const between = whole.toMs((from + to) / 2);
        expect(toUnit(between)).toBeCloseTo((whole.toUnit(between) - from) / (to - from), 9);
      }),
    );
  });

  it("gives each fold a fiftieth, and all of them three tenths at most", () => {
    const folds = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ fromMs: startMs + i * 1000 + 10, toMs: startMs + i * 1000 + 990 }));
    const widths = (count: number) =>
      createTimeScale({ startMs, endMs: startMs + count * 1000, folds: folds(count) }).folds.map(({ width }) => width);
    for (const width of widths(3)) expect(width).toBeCloseTo(0.02, 9);
    expect(widths(20).reduce((sum, width) => sum + width, 0)).toBeCloseTo(0.3, 9);
  });

  it("holds without a span, and where all of it is folded", () => {
    const point = createTimeScale({ startMs, endMs: startMs });
    expect([point.toUnit(startMs), point.toUnit(startMs + 1)]).toEqual([0, 1]);
    const folded = createTimeScale({ startMs, endMs: startMs + 100, folds: [{ fromMs: startMs, toMs: startMs + 100 }] });
    expect(folded.toUnit(startMs + 50)).toBeCloseTo(0.5, 9);
  });
});

describe("ticks", () => {
  it("are few, round, in order, in sight and outside folds", () => {
    fc.assert(
      fc.property(axis, fc.integer({ min: 1, max: 12 }), (given, most) => {
        const scale = createTimeScale(given);
        const { stepMs, marks } = scale.ticks(most);
        expect(marks.length).toBeLessThanOrEqual(most);
        for (const [at, { atMs, unit }] of marks.entries()) {
          expect((atMs - startMs) % stepMs).toBe(0);
          expect(unit).toBe(scale.toUnit(atMs));
          expect(unit).toBeGreaterThanOrEqual(-1e-9);
          expect(unit).toBeLessThanOrEqual(1);
          expect(unit).toBeGreaterThan(marks[at - 1]?.unit ?? -1);
          expect(scale.folds.some((fold) => atMs > fold.fromMs && atMs < fold.toMs)).toBe(false);
        }
      }),
    );
  });

  it("stand where time goes by, not where it is folded", () => {
    const fold = { fromMs: startMs + 19_900, toMs: startMs + 69_900 };
    const { stepMs, marks } = createTimeScale({ startMs, endMs: startMs + 100_000, folds: [fold] }).ticks(6);
    expect(stepMs).toBe(10_000);
    expect(marks.map(({ atMs }) => (atMs - startMs) / 1000)).toEqual([0, 10, 70, 80, 90]);
  });

  it("begin at the start of a whole axis, and are there at every zoom", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 20 * year }), fc.integer({ min: 2, max: 12 }), (spanMs, most) => {
        const { marks } = createTimeScale({ startMs, endMs: startMs + spanMs }).ticks(most);
        expect(marks[0]).toEqual({ atMs: startMs, unit: 0 });
      }),
    );
  });
});

describe("placeBar", () => {
  const bar = (from: number, to: number | undefined, now = startMs + 100) =>
    placeBar(
      { startedAt: startMs + from, ...(to === undefined ? {} : { endedAt: startMs + to }) },
      createTimeScale({ startMs, endMs: startMs + 200, view: { fromMs: startMs, toMs: startMs + 100 } }),
      now,
    );

  it("stays in the view, whatever the step and the view", () => {
    fc.assert(
      fc.property(
        axis,
        fc.integer({ min: -2000, max: 10_000_000 }),
        fc.integer({ min: -500, max: 5000 }),
        (given, from, length) => {
          const step = { startedAt: startMs + from, endedAt: startMs + from + length };
          const { left, width, outside } = placeBar(step, createTimeScale(given), startMs);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
          if (outside) expect(width).toBe(0);
        },
      ),
    );
  });

  it("says where it sticks out, and on which side it lies outside", () => {
    expect(bar(50, 150)).toEqual({ left: 0.5, width: 0.5, cutLeft: false, cutRight: true, outside: undefined });
    expect(bar(-50, 50)).toEqual({ left: 0, width: 0.5, cutLeft: true, cutRight: false, outside: undefined });
    expect(bar(150, 180)).toMatchObject({ width: 0, outside: "right" });
    expect(bar(-50, -20)).toMatchObject({ width: 0, outside: "left" });
  });

  it("draws a step without length at its moment, an open one up to now, and one that ended before it began as a point", () => {
    expect(bar(50, 50)).toMatchObject({ left: 0.5, width: 0 });
    expect(bar(50, undefined)).toMatchObject({ left: 0.5, width: 0.5 });
    expect(bar(50, 20)).toMatchObject({ left: 0.5, width: 0, outside: undefined });
  });
});
