import { expect, test } from "vitest";
import { moveColumn, sharedTargets, splitTarget, valueAt } from "./column-target";

test("a target is a place and perhaps a field; what stands behind the first dot is one name", () => {
  expect(splitTarget("input.order.id")).toEqual({ place: "input.", field: "order.id" });
  expect(splitTarget("expected")).toEqual({ place: "expected", field: "" });
  expect(splitTarget("id")).toEqual({ place: "id", field: "" });
  expect(splitTarget(null)).toEqual({ place: "", field: "" });
});

test("a column that becomes a field is called as before, or as the column", () => {
  expect(moveColumn({ name: "answer", target: "input.answer" }, "expected.").target).toBe("expected.answer");
  expect(moveColumn({ name: "input.q", target: null }, "metadata.").target).toBe("metadata.q");
  expect(moveColumn({ name: "q", target: "input.question" }, "expected.").target).toBe("expected.question");
  expect(moveColumn({ name: "q", target: "input.q" }, "expected").target).toBe("expected");
  expect(moveColumn({ name: "q", target: "input.q" }, "").target).toBeNull();
});

test("what a column brought is found in the row it became part of", () => {
  const row = { id: "a", input: { q: "Why?", "order.id": 7 }, expected: null };
  expect(valueAt(row, "input.q")).toBe("Why?");
  expect(valueAt(row, "input.order.id")).toBe(7);
  expect(valueAt(row, "expected")).toBeNull();
  expect(valueAt(row, "expected.x")).toBeUndefined();
  expect(valueAt(row, "input.toString")).toBeUndefined();
  expect(valueAt(row, "id")).toBe("a");
  expect(valueAt(row, null)).toBeUndefined();
});

test("two columns for one place are found, those left out are not", () => {
  const columns = [
    { name: "a", target: "input.q" },
    { name: "b", target: null },
    { name: "c", target: null },
    { name: "d", target: "input.q" },
  ];
  expect([...sharedTargets(columns)]).toEqual([["d", "a"]]);
});
