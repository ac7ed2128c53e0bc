import { expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { keepValues } from "./keep-values";

const run: RunSummary = {
  runId: "run_1",
  agentId: "desk",
  agentRevision: "",
  status: "running",
  createdAt: 1,
  attempt: 1,
  recoveries: 0,
  counts: { steps: 1, actions: 0, modelCalls: 0, tools: 0, evaluators: 0, errors: 0 },
  tags: [],
  metadata: {},
};
const result = { type: "json", data: 1 } as const;

test("what a delta leaves out is what was known, and what it says counts", () => {
  expect(keepValues({ ...run, input: { a: 1 } }, run).input).toEqual({ a: 1 });
  expect(keepValues({ ...run, input: { a: 1 } }, { ...run, status: "waiting" }).input).toEqual({ a: 1 });
  expect(keepValues({ ...run, input: 1 }, { ...run, input: 2 }).input).toBe(2);
  expect(keepValues({ ...run, status: "completed", result }, { ...run, status: "completed" }).result).toEqual(result);
});

test("a result is not kept over a change of status, nor anything of another run", () => {
  expect(keepValues({ ...run, status: "completed", result }, { ...run, status: "error" })).not.toHaveProperty("result");
  expect(keepValues({ ...run, input: 1 }, { ...run, runId: "run_2" })).not.toHaveProperty("input");
  expect(keepValues(undefined, run)).toBe(run);
});
