import { describe, expect, it } from "vitest";
import { isChosen, noChoice, readRunFilter, runsInput, searchParamsOf, writeRunFilter } from "./run-filter";

const read = (query: string) => readRunFilter(new URLSearchParams(query));

describe("the runs list's URL", () => {
  it("is read and written under the REST names", () => {
    const filter = read(
      "status=error&status=timeout&agentId=refund-desk&tag=smoke&tag=n%C3%A4ht&single=true&from=1000&minMs=0&q=+a+%22b%22+&sort=cost&cursor=abc&page=3",
    );
    expect(filter).toEqual({
      ...noChoice,
      status: ["error", "timeout"],
      agentId: ["refund-desk"],
      tag: ["smoke", "näht"],
      single: true,
      from: 1000,
      minMs: 0,
      q: 'a "b"',
      sort: "cost",
      cursor: "abc",
      page: 3,
    });
    expect(read(writeRunFilter(filter).slice(1))).toEqual(filter);
  });

  it("takes the other words for a status, and leaves out what is none", () => {
    expect(read("status=started&status=done&status=nonsense").status).toEqual(["running", "completed"]);
    expect(read("agentId=..%2f&agentId=a&agentId=a").agentId).toEqual(["a"]);
  });

  it("passes over what is no number and no text", () => {
    expect(isChosen(read("from=yesterday&minMs=-4&maxMs=1e3&q=%20&sort=name&tag="))).toBe(false);
    expect(isChosen(read("single=false"))).toBe(false);
    expect(isChosen(read("minMs=0"))).toBe(true);
    expect(isChosen(read("single=true"))).toBe(true);
  });

  it("counts from the first page unless a cursor says otherwise", () => {
    expect(read("page=7").page).toBe(1);
    expect(read("cursor=x").page).toBe(2);
    expect(read("cursor=x&page=-4").page).toBe(2);
    expect(writeRunFilter(read(""))).toBe("");
  });

  it("asks only for what is set, and for one agent on its own page", () => {
    expect(runsInput(read(""))).toEqual({ limit: 20 });
    expect(runsInput(read("agentId=a&status=error"), "b")).toEqual({ agentId: ["b"], status: ["error"], limit: 20 });
    expect(runsInput(read("sort=cost"))).toEqual({ limit: 20 });
    expect(runsInput(read("sort=cost"), "b")).toEqual({ agentId: ["b"], sort: "cost", limit: 20 });
  });

  it("keeps repeated parameters", () => {
    expect(searchParamsOf({ status: ["error", "timeout"], cursor: "x", none: undefined }).toString()).toBe(
      "status=error&status=timeout&cursor=x",
    );
  });
});
