import { expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { editableInput, replacementOf } from "./replaced-input";

const step: Step = {
  id: "2",
  path: "desk.lookup",
  name: "lookup",
  ordinal: 0,
  childCount: 0,
  kind: "tool",
  status: "error",
  attempt: 1,
  startedAt: 0,
  durationMs: 0,
  begunSeq: 1,
};

test("only what was changed is sent", () => {
  const editable = editableInput(step, { input: { order: 1, deep: { a: 1, b: 2 } } });
  expect(replacementOf(editable, editable.text)).toBeUndefined();
  expect(replacementOf(editable, ' {"deep":{"b":2,"a":1},"order":1}')).toBeUndefined();
  expect(replacementOf(editable, "")).toBeUndefined();
  expect(replacementOf(editable, '{"order":2}')).toEqual({ order: 2 });
  expect(replacementOf(editable, "null")).toBeNull();
});

test("what an earlier re-run had replaced is said to go along", () => {
  const hintOf = (one: Step) => editableInput(one, { input: 1 }).hint;
  expect(hintOf({ ...step, attributes: { inputReplaced: true } })).toContain("this again");
  expect(hintOf(step)).toContain("what the code gives it");
});

test("a question's answer may be given beforehand, and is never prefilled", () => {
  const editable = editableInput({ ...step, kind: "input" }, { input: { schema: {}, prompt: null } });
  expect(editable).toMatchObject({ can: true, label: "Answer", text: "" });
  expect(replacementOf(editable, "false")).toBe(false);
});

test("what is too large, or takes nothing, is not edited", () => {
  const large = { truncated: true, bytes: 70_000, href: "/api/agents/desk/runs/run_1/steps/2/input" };
  expect(editableInput(step, { input: large }).can).toBe(false);
  expect(replacementOf(editableInput(step, { input: large }), "1")).toBeUndefined();
  expect(editableInput({ ...step, kind: "flow" }, {}).can).toBe(false);
});
