import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "@/server/domain/json";
import { findInJson, findInText } from "./find-in-json";
import { firstDepth, jsonRows, type JsonRow } from "./json-rows";
import { nodeAt } from "./node-at";

const all = { isOpen: () => true, shown: () => Number.POSITIVE_INFINITY };

const print = (row: JsonRow): string => {
  const name = row.name === undefined ? "" : `${JSON.stringify(row.name)}: `;
  const comma = row.comma ? "," : "";
  if (row.is === "leaf") return `${"  ".repeat(row.depth)}${name}${JSON.stringify(row.value)}${comma}`;
  if (row.is === "end") return `${"  ".repeat(row.depth)}${row.mark}${comma}`;
  if (row.is === "more") return `… ${row.left}`;
  return `${"  ".repeat(row.depth)}${name}${row.mark}${row.open ? "" : `${row.mark === "{" ? "}" : "]"}${comma}`}`;
};

test("all open, the lines are the printed JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      expect(jsonRows(json, all).map(print).join("\n")).toBe(JSON.stringify(json, null, 2));
    }),
  );
});

test("a path leads to its node, in code", () => {
  const value = { a: [{ "b c": 1 }, 2], d: { e_1: null, "": "x" } };
  const leaves = jsonRows(value, all).flatMap((row) => (row.is === "leaf" ? [[row.path, row.value]] : []));
  expect(leaves).toEqual([
    ['$.a[0]["b c"]', 1],
    ["$.a[1]", 2],
    ["$.d.e_1", null],
    ['$.d[""]', "x"],
  ]);
  for (const [path, leaf] of leaves) expect(nodeAt(value, String(path))).toBe(leaf);
  expect(nodeAt(value, "$.a[7].x")).toBeUndefined();
});

test("what is folded or behind the first children is counted", () => {
  const rows = jsonRows({ a: [1, 2, 3], b: { c: 1 } }, { isOpen: (path) => path !== "$.b", shown: () => 2 });
  expect(rows.map(print)).toEqual(["{", '  "a": [', "    1,", "    2,", "… 1", "  ],", '  "b": {}', "}"]);
});

test("a large value is not opened whole at first, a small one is, and depth is no matter", () => {
  expect(firstDepth({ a: { b: 1 } })).toBe(Number.POSITIVE_INFINITY);
  expect(firstDepth({ a: Array.from({ length: 500 }, (_, n) => n), b: 1 })).toBe(1);
  let deep: Json = 1;
  for (let n = 0; n < 900; n++) deep = [deep];
  expect(jsonRows(deep, all)).toHaveLength(1801);
});

test("a text is found in names and values, whatever its case, in order of reading", () => {
  const value = { Order: { id: "A-8841" }, list: ["order", 8841, true] };
  expect(findInJson(value, "order").map(({ path }) => path)).toEqual(["$.Order", "$.list[0]"]);
  expect(findInJson(value, "8841").map(({ path }) => path)).toEqual(["$.Order.id", "$.list[1]"]);
  expect(findInJson(value, "true")[0]?.above).toEqual([
    { path: "$", child: 1 },
    { path: "$.list", child: 2 },
  ]);
  expect(findInText("a A ba", "a")).toEqual([0, 2, 5]);
});
