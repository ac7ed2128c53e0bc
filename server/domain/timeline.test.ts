import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Step } from "./step";
import { ancestorIds, axisTicks, buildTimeline, placeBar, timeBounds, visibleRows, type TimelineNode } from "./timeline";

const now = 1_000_000;

function step(part: Partial<Step> & { id: string }): Step {
  return {
    path: part.id,
    ordinal: 0,
    childCount: 0,
    kind: "action",
    name: part.id,
    status: part.endedAt === undefined ? "running" : "completed",
    attempt: 1,
    startedAt: 0,
    durationMs: 0,
    begunSeq: 1,
    ...part,
  };
}

/** Any bag of steps: parents that never came, rings of parents, ends before begins. */
const bag = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 }).chain((ids) =>
  fc.tuple(
    ...ids.map((id, index) =>
      fc
        .record({
          parent: fc.option(fc.integer({ min: 0, max: 80 })),
          startedAt: fc.integer({ min: 0, max: 2_000_000 }),
          endedAt: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
          ordinal: fc.integer({ min: 0, max: 9 }),
          failed: fc.boolean(),
        })
        .map(({ parent, startedAt, endedAt, ordinal, failed }) =>
          step({
            id: `s${id}`,
            ...(parent === null ? {} : { parentId: `s${parent}` }),
            ...(endedAt === null ? {} : { endedAt }),
            startedAt,
            ordinal,
            begunSeq: index + 1,
            status: failed ? "error" : endedAt === null ? "running" : "completed",
          }),
        ),
    ),
  ),
);

const flatten = (nodes: readonly TimelineNode[]): TimelineNode[] => nodes.flatMap((node) => [node, ...flatten(node.children)]);

describe("buildTimeline", () => {
  it("shows every step exactly once, whatever its parent", () => {
    fc.assert(
      fc.property(bag, (steps) => {
        const ids = flatten(buildTimeline(steps)).map((node) => node.step.id);
        expect([...ids].toSorted()).toEqual(steps.map((one) => one.id).toSorted());
      }),
    );
  });

  it("keeps a child under its parent and siblings in their order", () => {
    fc.assert(
      fc.property(bag, (steps) => {
        for (const node of flatten(buildTimeline(steps))) {
          const ordinals = node.children.map((child) => child.step.ordinal);
          expect(ordinals).toEqual([...ordinals].toSorted((a, b) => a - b));
          for (const child of node.children) expect(child.step.parentId).toBe(node.step.id);
        }
      }),
    );
  });

  it("does not depend on the order in which steps arrive", () => {
    fc.assert(
      fc.property(bag, (steps) => {
        const order = (list: readonly Step[]) => visibleRows(buildTimeline(list), new Set()).map((row) => row.step.id);
        expect(order([...steps].toReversed())).toEqual(order(steps));
      }),
    );
  });

  it("stands an orphan at the root, after the true root", () => {
    const tree = buildTimeline([step({ id: "late", parentId: "gone", begunSeq: 1 }), step({ id: "root", begunSeq: 9 })]);
    expect(tree.map((node) => node.step.id)).toEqual(["root", "late"]);
  });

  it("counts the failures a folded step hides", () => {
    const tree = buildTimeline([
      step({ id: "root" }),
      step({ id: "a", parentId: "root", status: "error", endedAt: 1 }),
      step({ id: "b", parentId: "a", status: "timeout", endedAt: 1 }),
    ]);
    expect(tree[0]?.failuresBelow).toBe(2);
    expect(tree[0]?.children[0]?.failuresBelow).toBe(1);
  });
});

describe("visibleRows", () => {
  it("leaves out exactly what lies below a folded step", () => {
    fc.assert(
      fc.property(bag, fc.array(fc.integer({ min: 0, max: 60 })), (steps, foldedIds) => {
        const folded = new Set(foldedIds.map((id) => `s${id}`));
        const all = visibleRows(buildTimeline(steps), new Set());
        const seen = visibleRows(buildTimeline(steps), folded);
        let hiddenBelow = Number.POSITIVE_INFINITY;
        const expected = all.filter((row) => {
          if (row.depth > hiddenBelow) return false;
          hiddenBelow = row.expanded !== undefined && folded.has(row.step.id) ? row.depth : Number.POSITIVE_INFINITY;
          return true;
        });
        expect(seen.map((row) => row.step.id)).toEqual(expected.map((row) => row.step.id));
      }),
    );
  });

  it("takes a tree deeper than any call stack", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) =>
      step({ id: `s${i}`, begunSeq: i + 1, ...(i > 0 ? { parentId: `s${i - 1}` } : {}) }),
    );
    const rows = visibleRows(buildTimeline(chain), new Set());
    expect(rows).toHaveLength(20_000);
    expect(rows.at(-1)?.depth).toBe(19_999);
  });
});

describe("placeBar", () => {
  it("stays on the axis, also where the clock went back", () => {
    fc.assert(
      fc.property(bag, fc.integer({ min: 0, max: 3_000_000 }), (steps, at) => {
        const bounds = timeBounds(steps, at);
        expect(bounds.spanMs).toBeGreaterThanOrEqual(1);
        for (const one of steps) {
          const { left, width } = placeBar(one, bounds, at);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(width).toBeGreaterThanOrEqual(0);
          expect(left + width).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it("keeps the order of begins", () => {
    fc.assert(
      fc.property(bag, (steps) => {
        const bounds = timeBounds(steps, now);
        const begins = [...steps].toSorted((a, b) => a.startedAt - b.startedAt).map((one) => placeBar(one, bounds, now).left);
        expect(begins).toEqual([...begins].toSorted((a, b) => a - b));
      }),
    );
  });

  it("draws a step without length at its moment, and an open one up to now", () => {
    const bounds = { startMs: 0, spanMs: 100 };
    expect(placeBar(step({ id: "a", startedAt: 50, endedAt: 50 }), bounds, 100)).toEqual({ left: 0.5, width: 0 });
    expect(placeBar(step({ id: "b", startedAt: 50 }), bounds, 100)).toEqual({ left: 0.5, width: 0.5 });
  });
});

describe("axisTicks", () => {
  it("gives few, even and round moments within the span", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000_000 }), fc.integer({ min: 1, max: 12 }), (spanMs, most) => {
        const { stepMs, ticks } = axisTicks(spanMs, most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(most);
        ticks.forEach((tick, i) => expect(tick).toBe(i * stepMs));
        expect(ticks.at(-1)).toBeLessThan(spanMs);
      }),
    );
  });
});

describe("ancestorIds", () => {
  it("ends, also in a ring", () => {
    const ring = new Map([step({ id: "a", parentId: "b" }), step({ id: "b", parentId: "a" })].map((one) => [one.id, one]));
    expect(ancestorIds(ring, "a")).toEqual(["b", "a"]);
  });
});
