import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalPath, type TimedTree } from "./critical-path";

type Row = [parent: number, begin: number, end: number];
const treeOf = (rows: Row[]): TimedTree => ({
  parent: Int32Array.from(rows, ([parent]) => parent),
  begin: Float64Array.from(rows, ([, begin]) => begin),
  end: Float64Array.from(rows, ([, begin, end]) => Math.max(begin, end)),
});

/** One root; parents stand before their children, whose times are anything. */
const rows = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.integer({ min: -50, max: 400 })), { maxLength: 40 })
  .map((given): Row[] => [
    [-1, 0, 1000],
    ...given.map(([pick, begin, length], at): Row => [pick % (at + 1), begin, begin + length]),
  ]);

describe("criticalPath", () => {
  it("gives each moment of the run to exactly one step", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const tree = treeOf(given);
        const path = criticalPath(tree);
        const span = Math.max(...tree.end) - Math.min(...tree.begin);
        const beyondRoot = span - 1000;
        expect(path.reduce((sum, { selfMs }) => sum + selfMs, 0) + beyondRoot).toBeCloseTo(span, 6);
        expect(new Set(path.map(({ step }) => step)).size).toBe(path.length);
        for (const { step, fromMs, toMs, selfMs } of path) {
          expect(selfMs).toBeGreaterThanOrEqual(0);
          expect(fromMs).toBeGreaterThanOrEqual(tree.begin[step] ?? 0);
          expect(toMs).toBeLessThanOrEqual(tree.end[step] ?? 0);
          const above = tree.parent[step] ?? -1;
          if (above >= 0) expect(path.map((one) => one.step)).toContain(above);
        }
      }),
    );
  });

  it("follows of several side by side the one that ended last", () => {
    const path = criticalPath(
      treeOf([
        [-1, 0, 100],
        [0, 10, 40],
        [0, 10, 60],
        [0, 60, 90],
        [2, 20, 55],
      ]),
    );
    expect(Object.fromEntries(path.map(({ step, selfMs }) => [step, selfMs]))).toEqual({ 0: 20, 2: 15, 3: 30, 4: 35 });
  });

  it("takes several roots as one run, and leaves out what is on none's way", () => {
    const path = criticalPath(
      treeOf([
        [-1, 0, 50],
        [-1, 60, 100],
        [-1, 70, 80],
      ]),
    );
    expect(path.map(({ step }) => step).toSorted()).toEqual([0, 1]);
  });

  it("takes a ring of parents for nobody's", () => {
    expect(
      criticalPath(
        treeOf([
          [-1, 0, 10],
          [2, 0, 10],
          [1, 0, 10],
        ]),
      ).map(({ step }) => step),
    ).toEqual([0]);
  });

  it("takes a million steps, one below the other or side by side, in seconds", () => {
    const size = 1_000_000;
    const deep = { parent: new Int32Array(size), begin: new Float64Array(size), end: new Float64Array(size).fill(size) };
    const wide = { parent: new Int32Array(size), begin: new Float64Array(size), end: new Float64Array(size) };
    for (let at = 0; at < size; at++) {
      deep.parent[at] = at - 1;
      deep.begin[at] = at / 2;
      wide.parent[at] = at === 0 ? -1 : 0;
      wide.begin[at] = at === 0 ? 0 : at - 1;
      wide.end[at] = at === 0 ? size : at;
    }
    expect(criticalPath(deep)).toHaveLength(size);
    expect(criticalPath(wide)).toHaveLength(size);
  });
});
