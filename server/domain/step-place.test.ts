import fc from "fast-check";
import { expect, test } from "vitest";
import { childPath } from "./step-path";
import { crowdedPaths, isOwnName, stepPlace } from "./step-place";

const awkward = [
  "",
  ".",
  "..",
  "a",
  "A",
  "result.json",
  "Result.json",
  "static_inputs",
  ".trace",
  "con",
  "NUL",
  "lpt1",
  "a/b",
  "\0",
  "é",
  "E",
];
const name = fc.oneof(fc.constantFrom(...awkward), fc.string({ maxLength: 12 }), fc.string({ minLength: 200, maxLength: 400 }));
/** A tree as a list: each node hangs on an earlier one. */
const tree = fc.array(fc.record({ on: fc.nat(), name }), { maxLength: 60 });

function pathsOf(nodes: { on: number; name: string }[]) {
  const steps = [{ path: "agent", ordinal: 0 }];
  const used = new Map<string, number>();
  for (const { on, name: each } of nodes) {
    const parent = steps[on % steps.length]?.path ?? "agent";
    const nth = (used.get(`${parent}/${each}`) ?? 0) + 1;
    used.set(`${parent}/${each}`, nth);
    steps.push({ path: childPath(parent, each, nth), ordinal: steps.length });
  }
  return steps;
}

test("no two steps of a run share a place, whatever the case; none escapes; every part fits", () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      const steps = pathsOf(nodes);
      const crowded = crowdedPaths(steps);
      const places = steps.map(({ path }) => stepPlace(path, crowded));
      expect(new Set(places.map((place) => place.toLowerCase())).size).toBe(steps.length);
      for (const place of places) {
        expect(Buffer.byteLength(place)).toBeLessThan(2300);
        for (const part of place.split("/")) {
          expect(part).toMatch(/^[A-Za-z0-9_%#~-]+$/);
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(255);
          expect(isOwnName(part)).toBe(false);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("the order in which steps are read changes no place", () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      const steps = pathsOf(nodes);
      expect(crowdedPaths(steps.toReversed())).toEqual(crowdedPaths(steps));
    }),
  );
});

test("ordinary names stay as they are; of names equal but for case the first does", () => {
  expect(stepPlace("support-triage.main_flow.classify#2", new Set())).toBe("support-triage/main_flow/classify#2");
  const crowded = crowdedPaths([
    { path: "a.lookUp", ordinal: 0 },
    { path: "a.lookup", ordinal: 1 },
  ]);
  expect(stepPlace("a.lookUp.x", crowded)).toBe("a/lookUp/x");
  expect(stepPlace("a.lookup.x", crowded)).toMatch(/^a\/lookup~[0-9a-f]{16}\/x$/);
});

test("130 levels and names of 10,000 characters have a place", () => {
  const deep = stepPlace(Array.from({ length: 130 }, (_, at) => `level_${at}`).join("."), new Set());
  expect(deep.split("/")).toHaveLength(130);
  const long = stepPlace(Array.from({ length: 130 }, (_, at) => "x".repeat(10_000) + at).join("."), new Set());
  expect(long.length).toBeLessThan(2300);
});
