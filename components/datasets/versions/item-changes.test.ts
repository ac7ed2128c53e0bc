import { expect, test } from "vitest";
import { itemChanges } from "./item-changes";

const large = (bytes: number, version: number) => ({
  truncated: true,
  bytes,
  href: `/api/datasets/ds_1/items/a?version=${version}`,
});

test("an item that came or went is shown by its parts, one that changed by its fields", () => {
  expect(itemChanges({ id: "a", after: { input: { total: 1 }, metadata: "m" } })).toEqual([
    { path: ["input"], after: { total: 1 } },
    { path: ["metadata"], after: "m" },
  ]);
  expect(itemChanges({ id: "a", before: { input: 1, expected: null } })).toEqual([
    { path: ["input"], before: 1 },
    { path: ["expected"], before: null },
  ]);
  const [before, after] = [{ input: { total: 1, of: "a" } }, { input: { total: 2, of: "a" }, expected: "e" }];
  expect(itemChanges({ id: "a", before, after }, ["input", "expected"])).toEqual([
    { path: ["input", "total"], before: 1, after: 2 },
    { path: ["expected"], after: "e" },
  ]);
});

test("of a part that is too large to be shown its sizes are, and only where it changed", () => {
  const [before, after] = [{ input: large(2_097_152, 1) }, { input: large(2_097_152, 2) }];
  expect(itemChanges({ id: "a", before, after }, [])).toEqual([]);
  expect(itemChanges({ id: "a", before, after: { input: "small" } }, ["input"])).toEqual([
    { path: ["input"], before: "2.0 MB of JSON", after: "small" },
  ]);
});
