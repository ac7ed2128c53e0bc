import { expect, test } from "vitest";
import { listHref, readListOf, writeListOf } from "./list-address";
import { noChoice, type RunFilter } from "./run-filter";

const all: RunFilter = { ...noChoice, page: 1 };
const run = { agentId: "refund-desk" };
const back = (query: string, of = run) => readListOf(new URLSearchParams(query).get("list"), of);

test("a filter goes into a run's address and comes back, without the page one was on", () => {
  const filter: RunFilter = { ...all, status: ["error"], q: "it's & more", tag: ["a b"], cursor: "abc", page: 4 };
  expect(back(writeListOf(filter))).toEqual({ ...all, status: ["error"], q: "it's & more", tag: ["a b"] });
  expect(back(writeListOf({ ...all, sort: "cost" }, "refund-desk"))).toEqual({ ...all, agentId: ["refund-desk"], sort: "cost" });
});

test("the usual list is not said, all runs are", () => {
  expect(writeListOf(all, "refund-desk")).toBe("");
  expect(writeListOf(all)).toBe("?list=all");
  expect(back("?list=all")).toEqual(all);
  expect(back("")).toEqual({ ...all, agentId: ["refund-desk"] });
  expect(readListOf(null, { ...run, datasetRunId: "dsr_1" })).toEqual({ ...all, datasetRunId: ["dsr_1"] });
  expect(listHref(back("?list=status%3Derror"))).toBe("/runs?status=error");
});
