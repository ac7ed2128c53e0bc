import fc from "fast-check";
import { expect, test } from "vitest";
import type { ForeignStep } from "@/server/domain/foreign-run";
import { calmly } from "@/server/live/calmly";
import { placeGrafts, type Anchor } from "./place-grafts";

const root: Anchor = { n: 1, path: "agent", children: [{ path: "agent.a", ordinal: 0 }] };
const anchorOf = () => ({ anchor: root, isNamed: false });
const step = (id: number, parent: number, startedAt: number): ForeignStep => ({
  id: `s${id}`,
  parentId: `s${parent}`,
  kind: "custom",
  name: id % 2 ? "a" : "b",
  status: "completed",
  startedAt,
  endedAt: startedAt,
});
const any = fc
  .array(fc.record({ parent: fc.nat(60), at: fc.nat(5) }), { maxLength: 60 })
  .map((list) => list.map(({ parent, at }, id) => step(id, parent, at)));

test("every step has one place, siblings are numbered without gaps behind the run's own, and no path comes twice", async () => {
  await fc.assert(
    fc.asyncProperty(any, fc.nat(), async (steps, turn) => {
      const placed = await calmly(placeGrafts(steps, anchorOf));
      expect(placed.map(({ step: each }) => each.id).toSorted()).toEqual(steps.map(({ id }) => id).toSorted());
      expect(new Set(placed.map(({ path }) => path)).size).toBe(steps.length);
      // As they began, whatever holds what: so they are told of.
      const begins = placed.map(({ step: each }) => each.startedAt);
      expect(begins).toEqual(begins.toSorted((a, b) => a - b));
      const known = new Map(placed.map(({ n, path }) => [n, path])).set(1, "agent");
      for (const { parent, path } of placed) expect(path.startsWith(`${known.get(parent)}.`)).toBe(true);
      for (const parent of new Set(placed.map((graft) => graft.parent))) {
        const ordinals = placed.filter((graft) => graft.parent === parent).map(({ ordinal }) => ordinal);
        const first = parent === 1 ? 1 : 0;
        expect(ordinals.toSorted((a, b) => a - b)).toEqual(ordinals.map((_, at) => at + first));
      }
      const turned = [...steps.slice(turn % (steps.length + 1)), ...steps.slice(0, turn % (steps.length + 1))];
      expect(await calmly(placeGrafts(turned, anchorOf))).toEqual(placed);
    }),
  );
});

test("what lies very deep hangs on the last that has room", async () => {
  const chain = Array.from({ length: 200 }, (_, at) => step(at + 1, at, at));
  const placed = await calmly(placeGrafts(chain, anchorOf));
  expect(placed).toHaveLength(200);
  expect(Math.max(...placed.map(({ path }) => path.split(".").length))).toBe(42);
});
