import { describe, expect, test } from "vitest";
import type { ListedScorer } from "@/server/scores/list-scorers";
import { emptyPlan, readPlan, type PlanGiven, type RunPlan } from "./run-plan";

const scorers: ListedScorer[] = [
  { id: "own", name: "Own" },
  {
    id: "numeric",
    name: "numeric",
    settings: { type: "object", properties: { tolerance: { type: "number", minimum: 0 }, path: { type: "string" } } },
  },
  {
    id: "regex",
    name: "regex",
    settings: { type: "object", properties: { pattern: { type: "string" } }, required: ["pattern"] },
  },
];
const given: PlanGiven = {
  agentId: "a",
  version: 3,
  selectedItemIds: ["x", "y"],
  lastRunId: "eval_1",
  scorers,
  profileNames: ["fast", "slow"],
};
const read = (plan: Partial<RunPlan>, more: Partial<PlanGiven> = {}) =>
  readPlan({ ...emptyPlan, ...plan }, { ...given, ...more });

describe("what is chosen becomes a request", () => {
  test("which says what differs from the usual, and nothing else", () => {
    expect(read({})).toEqual({ body: { agentId: "a", version: 3 }, faults: [] });
    expect(read({ trials: " 2 ", concurrency: "1", maxRetries: "3", timeoutSeconds: "1.5", name: " n " }).body).toEqual({
      agentId: "a",
      version: 3,
      name: "n",
      trials: 2,
      concurrency: 1,
      maxRetries: 3,
      itemTimeoutMs: 1500,
    });
    expect(read({ trials: "", concurrency: "10" }).body).toEqual({ agentId: "a", version: 3 });
    expect(read({}, { agentId: undefined }).body).toBeUndefined();
  });

  test("with the items that are meant", () => {
    expect(read({ which: "selected" }).body).toMatchObject({ itemIds: ["x", "y"] });
    expect(read({ which: "failed" }).body).toMatchObject({ failedIn: "eval_1" });
  });

  test("with scorers in the order of their list, as far as their settings are said", () => {
    const ticked = { regex: { settings: {}, draft: { pattern: "^a" } }, own: { settings: {} }, gone: { settings: {} } };
    expect(read({ scorers: ticked })).toEqual({
      body: { agentId: "a", version: 3, scorers: [{ id: "own" }, { id: "regex", pattern: "^a" }] },
      faults: [],
    });
    expect(read({ scorers: { numeric: { settings: { tolerance: 0.1 } } } }).body?.scorers).toEqual([
      { id: "numeric", tolerance: 0.1 },
    ]);
    expect(read({ scorers: { regex: { settings: {} } } }).faults).toEqual([
      { path: "settings.regex.pattern", message: "is needed" },
    ]);
    const typed = read({ scorers: { numeric: { settings: {}, draft: { tolerance: "much" } } } });
    expect(typed.faults).toMatchObject([{ path: "settings.numeric.tolerance" }]);
  });

  test("with another profile by its name, else another model", () => {
    expect(read({ profiles: { fast: "slow", slow: " gpt-5 ", none: "" } }).body?.profiles).toEqual({
      fast: "slow",
      slow: { model: "gpt-5" },
    });
  });

  test("or says what of it cannot be", () => {
    const { faults } = read({ trials: "0", concurrency: "1.5", maxRetries: "-1", timeoutSeconds: "soon" });
    expect(faults.map(({ path }) => path)).toEqual(["trials", "concurrency", "maxRetries", "itemTimeoutMs"]);
    expect(read({ trials: "101" }).faults).toEqual([{ path: "trials", message: "is a whole number from 1 to 100" }]);
  });
});
