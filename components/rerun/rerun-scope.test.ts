import { expect, test } from "vitest";
import type { Step } from "@/server/domain/step";
import { rerunScope } from "./rerun-scope";

function step(id: string, path: string, parentId: string | undefined, [begunSeq, endedSeq]: [number, number]): Step {
  return {
    id,
    path,
    name: path.slice(path.lastIndexOf(".") + 1),
    ordinal: 0,
    childCount: 0,
    kind: "action",
    status: "completed",
    attempt: 1,
    startedAt: 0,
    durationMs: 0,
    begunSeq,
    endedSeq,
    ...(parentId === undefined ? {} : { parentId }),
  };
}

const steps = new Map(
  [
    step("1", "desk", undefined, [1, 12]),
    step("2", "desk.plan", "1", [2, 2]),
    step("3", "desk.main", "1", [3, 11]),
    step("4", "desk.main.first", "3", [4, 5]),
    step("5", "desk.main.second", "3", [6, 9]),
    step("6", "desk.main.second.inner", "5", [7, 8]),
    step("z", "desk.main.third", "3", [9.5, 10]),
  ].map((one) => [one.id, one]),
);

const scopeFrom = (id: string) => {
  const from = steps.get(id);
  return from && rerunScope(steps, from);
};

test("what had ended before is taken over; it and what came later runs again, inside what holds it", () => {
  expect(scopeFrom("z")).toEqual({ reused: 4, again: 1, around: ["main"] });
  expect(scopeFrom("5")).toEqual({ reused: 2, again: 3, around: ["main"] });
  expect(scopeFrom("6")).toEqual({ reused: 2, again: 2, around: ["main", "second"] });
});

test("from its first step or its root, everything runs again", () => {
  expect(scopeFrom("2")).toEqual({ reused: 0, again: 6, around: [] });
  expect(scopeFrom("1")).toEqual({ reused: 0, again: 6, around: [] });
});
