import { describe, expect, it } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { refreshRows, startRows, strayIds } from "./steady-rows";

function run(runId: string, createdAt: number, status: RunSummary["status"] = "completed"): RunSummary {
  const counts = { steps: 0, actions: 0, modelCalls: 0, tools: 0, evaluators: 0, errors: 0 };
  return {
    runId,
    agentId: "a",
    agentRevision: "r",
    status,
    createdAt,
    attempt: 1,
    recoveries: 0,
    counts,
    tags: [],
    metadata: {},
  };
}
const ids = (rows: readonly RunSummary[]) => rows.map((one) => one.runId);

describe("steady rows", () => {
  const first = startRows("all", [run("b", 2, "running"), run("a", 1)], "after a");

  it("updates in place and only counts what is newer", () => {
    const next = refreshRows(first, "all", [run("d", 4), run("c", 3), run("b", 2)], "after b");
    expect(ids(next.rows)).toEqual(["b", "a"]);
    expect(next.rows[0]?.status).toBe("completed");
    expect(next.waiting).toBe(2);
  });

  it("does not count a row that moves up from the next page because another left", () => {
    expect(refreshRows(first, "all", [run("b", 2), run("z", 0)], "after z").waiting).toBe(0);
  });

  it("goes on after the rows that are shown, whatever came or left meanwhile", () => {
    const next = refreshRows(first, "all", [run("d", 4), run("c", 3)], "after c");
    expect(next.nextCursor).toBe("after a");
    expect(refreshRows(next, "errors", [run("x", 9)], "after x").nextCursor).toBe("after x");
  });

  it("starts anew with another filter, and from nothing", () => {
    expect(ids(refreshRows(first, "errors", [run("x", 9)], null).rows)).toEqual(["x"]);
    expect(ids(refreshRows(startRows("all", [], null), "all", [run("x", 9)], null).rows)).toEqual(["x"]);
  });

  it("names the live rows that fresh pages no longer tell of", () => {
    const next = refreshRows(first, "all", [run("d", 4), run("c", 3)], "after c");
    expect(strayIds(next, (one) => one.status === "running")).toEqual(["b"]);
  });
});
