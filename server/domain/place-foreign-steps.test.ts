import fc from "fast-check";
import { expect, test } from "vitest";
import type { ForeignRun, ForeignStep } from "./foreign-run";
import { placeForeignSteps } from "./place-foreign-steps";

const runOf = (steps: ForeignStep[]): ForeignRun => ({
  source: "otlp",
  runId: "run",
  agentId: "shop",
  agentName: "Shop",
  status: "running",
  createdAt: 0,
  startedAt: 0,
  tags: [],
  metadata: {},
  rootId: "root",
  steps,
});

function place(steps: ForeignStep[]) {
  const walk = placeForeignSteps(runOf(steps));
  for (let next = walk.next(); ; next = walk.next()) if (next.done) return next.value;
}

const step = (id: string, startedAt: number, more: Partial<ForeignStep> = {}): ForeignStep => ({
  id,
  startedAt,
  kind: "custom",
  name: "work",
  status: "running",
  ...more,
});

const shown = (steps: ForeignStep[]) => place(steps).map(({ path, ordinal }) => [path, ordinal]);

test("siblings are numbered in the order they began, ties by id, and paths are made of names", () => {
  expect(
    shown([
      step("c", 20, { name: "look up" }),
      step("b", 10, { parentId: "root" }),
      step("a", 10),
      step("d", 5, { parentId: "c", endedAt: 1 }),
    ]),
  ).toEqual([
    ["shop", 0],
    ["shop.work", 0],
    ["shop.work#2", 1],
    ["shop.look%20up", 2],
    ["shop.look%20up.work", 0],
  ]);
  expect(place([step("a", 10, { endedAt: 3 })])[1]).toMatchObject({ startedAt: 10, endedAt: 10 });
});

test("what names a parent that is not there, or one that is below itself, hangs on the root and says so", () => {
  const placed = place([step("a", 1, { parentId: "gone" }), step("x", 2, { parentId: "y" }), step("y", 3, { parentId: "x" })]);
  expect(placed.map(({ path, namedParent }) => [path, namedParent])).toEqual([
    ["shop", undefined],
    ["shop.work", "gone"],
    ["shop.work#2", "y"],
    ["shop.work#2.work", undefined],
  ]);
});

test("ten thousand steps inside each other have paths that can be stored", () => {
  const deep = Array.from({ length: 10_000 }, (_, at) => step(`s${at}`, at, { parentId: at === 0 ? "root" : `s${at - 1}` }));
  const placed = place(deep);
  expect(placed).toHaveLength(10_001);
  expect(Math.max(...placed.map(({ path }) => path.length))).toBeLessThan(5000);
  expect(placed.at(-1)?.namedParent).toBeDefined();
});

test("the order in which steps become known does not matter", () => {
  const someStep = fc.record({
    id: fc.integer({ min: 0, max: 30 }).map(String),
    startedAt: fc.integer({ min: 0, max: 8 }),
    name: fc.constantFrom("a", "b", "b.c"),
    parentId: fc.option(fc.integer({ min: 0, max: 35 }).map(String), { nil: undefined }),
  });
  const someSteps = fc.uniqueArray(someStep, { selector: ({ id }) => id, maxLength: 30 });
  fc.assert(
    fc.property(
      someSteps.chain((steps) => fc.tuple(fc.constant(steps), fc.shuffledSubarray(steps, { minLength: steps.length }))),
      ([one, other]) => {
        const stepsOf = (given: typeof one) =>
          given.map(({ id, startedAt, name, parentId }) =>
            step(id, startedAt, { name, ...(parentId === undefined ? {} : { parentId }) }),
          );
        const [a, b] = [place(stepsOf(one)), place(stepsOf(other))];
        expect(b).toEqual(a);
        expect(a).toHaveLength(one.length + 1);
        expect(new Set(a.map(({ path }) => path)).size).toBe(a.length);
        expect(new Set(a.map(({ n }) => n)).size).toBe(a.length);
      },
    ),
  );
});
