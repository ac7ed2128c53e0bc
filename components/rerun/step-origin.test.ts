import { expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { departuresOf, reusedFrom } from "./step-origin";

const step: Step = {
  id: "2",
  path: "desk.lookup",
  name: "lookup",
  ordinal: 0,
  childCount: 0,
  kind: "tool",
  status: "reused",
  attempt: 1,
  startedAt: 0,
  durationMs: 0,
  begunSeq: 1,
};

test("where a step comes from is read only where it is said", () => {
  const from = { runId: "run_1", durationMs: 12 };
  expect(reusedFrom({ ...step, attributes: { reusedFrom: from } })).toEqual(from);
  for (const wrong of [null, 1, "run_1", [], {}, { runId: 1 }])
    expect(reusedFrom({ ...step, attributes: { reusedFrom: wrong } })).toBeUndefined();
  expect(reusedFrom(step)).toBeUndefined();
});

test("a replaced input and a divergence are said, anything else is not", () => {
  const words = (attributes: Step["attributes"]) =>
    departuresOf({ ...step, ...(attributes ? { attributes } : {}) }).map(({ word }) => word);
  expect(words({ inputReplaced: true, diverged: true })).toEqual(["other input", "diverged"]);
  expect(words({ inputReplaced: "yes", diverged: false })).toEqual([]);
  expect(words(undefined)).toEqual([]);
});
