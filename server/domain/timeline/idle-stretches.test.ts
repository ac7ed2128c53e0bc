import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BusyTime, type Stretch } from "./idle-stretches";

const interval = fc
  .tuple(fc.nat(60_000), fc.integer({ min: -500, max: 4000 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const busy = (intervals: Stretch[]): BusyTime => {
  const time = new BusyTime();
  for (const { fromMs, toMs } of intervals) time.add(fromMs, toMs);
  return time;
};

/** Millisecond by millisecond, ten at a time. */
function bruteForce(intervals: Stretch[], startMs: number, endMs: number): Stretch[] {
  const sorted = intervals
    .map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.max(fromMs, toMs) }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const gaps: Stretch[] = [];
  let at = startMs;
  for (const { fromMs, toMs } of [...sorted, { fromMs: endMs, toMs: endMs }]) {
    if (Math.min(fromMs, endMs) > at) gaps.push({ fromMs: at, toMs: Math.min(fromMs, endMs) });
    at = Math.max(at, toMs);
  }
  const least = Math.max(1000, (endMs - startMs) * 0.04);
  return gaps.filter((gap) => gap.toMs - gap.fromMs >= least);
}

describe("BusyTime", () => {
  it("leaves exactly the long stretches in which nobody worked, in whatever order the intervals came", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 30 }), (intervals) => {
        const wanted = bruteForce(intervals, 0, 64_000);
        expect(busy(intervals).idle(0, 64_000)).toEqual(wanted);
        expect(busy(intervals.toReversed()).idle(0, 64_000)).toEqual(wanted);
      }),
    );
  });

  it("gives the twenty longest, in order", () => {
    const points = Array.from({ length: 25 }, (_, at) => ({ fromMs: at * 2000 + at * at, toMs: at * 2000 + at * at }));
    const idle = busy(points).idle(0, 24 * 2000 + 24 * 24);
    expect(idle).toHaveLength(20);
    expect(idle.at(-1)?.toMs).toBe(24 * 2000 + 24 * 24);
    expect(idle[0]?.fromMs).toBe(points[4]?.fromMs);
  });

  it("keeps the longest also of a hundred thousand stretches", () => {
    const time = new BusyTime();
    let at = 0;
    for (let i = 0; i < 100_000; i++) {
      time.add(at, at + 10);
      at += i % 10_000 === 9999 ? 20_000_000 : 2000 + (i % 7);
    }
    expect(time.idle(0, at)).toHaveLength(10);
  });

  it("calls a run without any work idle, but for what is too short to mind", () => {
    expect(new BusyTime().idle(0, 5000)).toEqual([{ fromMs: 0, toMs: 5000 }]);
    expect(new BusyTime().idle(0, 999)).toEqual([]);
  });
});
