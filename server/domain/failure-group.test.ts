import { expect, test } from "vitest";
import { groupFailures, type Failure } from "./failure-group";

const failure = (at: number, message: string, more: Partial<Failure> = {}): Failure => ({
  runId: `run_${at}`,
  agentId: "desk",
  status: "error",
  code: "Error",
  message,
  createdAt: at,
  ...more,
});

test("messages that differ in numbers and ids only are one group, with the text they share", () => {
  const [group, ...others] = groupFailures([
    failure(9, "order 8841 not found for 3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
    failure(5, "order 12 not found for 6fa459ea-ee8a-3ca4-894e-db77e160355e"),
  ]);
  expect(others).toEqual([]);
  expect(group).toMatchObject({ runs: 2, firstAt: 5, lastAt: 9, find: "not found for", last: { runId: "run_9" } });
  expect(group?.message).toContain("8841");
});

test("another agent, status or code is another group; the newest kind of failure comes first", () => {
  const groups = groupFailures([
    failure(9, "lost"),
    failure(8, "lost", { agentId: "other" }),
    failure(7, "lost", { status: "timeout", code: "TIMEOUT" }),
    failure(3, "lost"),
  ]);
  expect(groups.map(({ agentId, status, runs }) => [agentId, status, runs])).toEqual([
    ["other", "error", 1],
    ["desk", "timeout", 1],
    ["desk", "error", 2],
  ]);
});

test("a text is searched for only as it is stored: no quotes, no lines, not too short", () => {
  const find = (message: string) => groupFailures([failure(1, message)])[0]?.find;
  expect(find('the tool "fetch" gave up\nafter 3 tries')).toBe("the tool");
  expect(find("8841")).toBeUndefined();
  expect(find("a 1 b")).toBeUndefined();
});
