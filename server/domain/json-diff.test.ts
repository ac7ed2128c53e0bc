import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "./json";
import { diffJson, type JsonChange } from "./json-diff";

const value = fc.jsonValue({ maxDepth: 3 }).map((any) => JSON.parse(JSON.stringify(any)) as Json);

/** What comes of the one by its changes. Arrays only ever grow or shrink at their end. */
function apply(before: Json, changes: JsonChange[]): Json | undefined {
  const root: { value?: Json } = { value: structuredClone(before) };
  // From the back: so that what leaves an array's end does not move what is still to be changed.
  for (const { path, after } of changes.toReversed()) {
    let place: unknown = root;
    const steps = ["value", ...path];
    for (const step of steps.slice(0, -1)) place = Reflect.get(place as object, step);
    const last = steps.at(-1) ?? "";
    if (after !== undefined)
      Object.defineProperty(place, last, { value: after, enumerable: true, writable: true, configurable: true });
    else if (Array.isArray(place)) place.splice(Number(last), 1);
    else Reflect.deleteProperty(place as object, last);
  }
  return root.value;
}

test("the changes are what it takes to come from one to the other, and none where both are the same", () => {
  fc.assert(
    fc.property(value, value, (before, after) => {
      const changes = diffJson(before, after);
      expect(apply(before, changes)).toEqual(after);
      expect(diffJson(before, structuredClone(before))).toEqual([]);
      for (const change of changes) expect(change.before).not.toEqual(change.after);
    }),
  );
});

test("a change is named as deep as it lies", () => {
  expect(diffJson({ order: { total: 12, tags: ["a"] } }, { order: { total: 15, tags: ["a", "b"] }, note: null })).toEqual([
    { path: ["order", "total"], before: 12, after: 15 },
    { path: ["order", "tags", 1], after: "b" },
    { path: ["note"], after: null },
  ]);
  expect(diffJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([]);
  expect(diffJson([1], { 0: 1 })).toHaveLength(1);
  expect(diffJson(undefined, "x")).toEqual([{ path: [], after: "x" }]);
});
