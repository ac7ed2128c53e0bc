import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunPage, RunSummary } from "@/server/domain/run";
import type { Problem } from "@/server/errors";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
let runs: RunSummary[];
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "plain.ts": agentFile("plain", "return input;"),
      "other.ts": agentFile("other", "throw new Error('no');"),
      "slow.ts": agentFile("slow", "await new Promise(() => {});"),
    },
  });
  runs = [];
  for (const id of ["plain", "plain", "other", "plain", "other"]) runs.push(await console.startRun(id, { input: 1, wait: true }));
}, openingTakesMs);
afterAll(() => console.close());

const list = async (query: string, path = "/api/runs"): Promise<RunPage> => {
  const answer = await console.get(`${path}?${query}`);
  expect([query, answer.status]).toEqual([query, 200]);
  return (await answer.json()) as RunPage;
};
const cursorOf = (text: string): string => Buffer.from(text).toString("base64url");

const faults: [query: string, path: string][] = [
  ...["0", "101", "1.5", "abc", "", "%20", "-1", "+5", "1e1", "0x10", "99999999999999999999", "1,2", "NaN", "Infinity", "٣"].map(
    (value): [string, string] => [`limit=${value}`, "limit"],
  ),
  ["limit=1&limit=2", "limit"],
  ["limit", "limit"],
  ...[
    "",
    "abc",
    "MTIz",
    "%00",
    "..",
    "x".repeat(500),
    cursorOf("1.2 "),
    cursorOf("-1.2"),
    cursorOf("1.2.3"),
    `${cursorOf("1.2")}!!`,
  ].map((value): [string, string] => [`cursor=${value}`, "cursor"]),
  [`cursor=${cursorOf("9999999999999999.1")}`, "cursor"],
  ["cursor=a&cursor=b", "cursor"],
  ...["-1", "1.5", "2026-01-01", "9007199254740993", "99999999999999999999", "", "now"].flatMap((value): [string, string][] => [
    [`from=${value}`, "from"],
    [`to=${value}`, "to"],
  ]),
  ["from=1&from=2", "from"],
  ...["", "nope", "STARTED", "Completed", "running,completed", "constructor", "__proto__", "toString", "reused"].map(
    (value): [string, string] => [`status=${value}`, "status"],
  ),
  ["status=done&status=nope", "status"],
  [Array.from({ length: 21 }, () => "status=done").join("&"), "status"],
  ...["", "..%2f", "PLAIN", "a%20b", "x".repeat(129)].map((value): [string, string] => [`agentId=${value}`, "agentId"]),
  [Array.from({ length: 101 }, (_, i) => `agentId=a${i}`).join("&"), "agentId"],
  ["nope=1", "nope"],
  ["Limit=1", "Limit"],
  ["limit[]=5", "limit[]"],
  ["constructor=1", "constructor"],
  ["limit=5&offset=5", "offset"],
];

describe.each(["/api/runs", "/api/agents/plain/runs"])("%s", (path) => {
  test.each(faults)("refuses ?%s and names %s", async (query, field) => {
    const answer = await console.get(`${path}?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({ status: 400, title: "Bad input", detail: expect.stringMatching(/./) as string });
    expect(problem.errors?.map((fault) => fault.path)).toContain(field);
    for (const fault of problem.errors ?? []) expect(fault.message).toMatch(/./);
  });
});

describe("a list", () => {
  test("is 20 long where nothing is said, and at the bounds what was asked for", async () => {
    expect((await list("")).runs.map((run) => run.runId)).toEqual(runs.map((run) => run.runId).toReversed());
    expect((await list("limit=100")).runs).toHaveLength(5);
    expect((await list("limit=1")).runs).toHaveLength(1);
    expect(await list("limit=1")).toMatchObject({ total: 5, hasMore: true });
    expect(await list("limit=5")).toMatchObject({ total: 5, hasMore: false, nextCursor: null });
    expect((await list("&&&")).runs).toHaveLength(5);
  });

  test("takes other words for statuses, and several as either", async () => {
    expect(await list("status=done")).toMatchObject({ total: 3 });
    expect(await list("status=completed&status=done")).toMatchObject({ total: 3 });
    expect(await list("status=done&status=error")).toMatchObject({ total: 5 });
    expect(await list("status=started")).toMatchObject({ total: 0, runs: [] });
    const slow = await console.startRun("slow", { input: 1 });
    while ((await console.detail(slow)).summary.status === "pending");
    const { runs: started } = await list("status=started");
    expect(started.map((run) => [run.runId, run.status])).toEqual([[slow.runId, "running"]]);
    expect((await console.post(`/api/agents/slow/runs/${slow.runId}/cancel`, "")).status).toBe(202);
    expect(await list("status=started")).toMatchObject({ total: 0 });
    expect(await list("status=cancelled&agentId=slow")).toMatchObject({ total: 1 });
  });

  test("by time includes from and excludes to", async () => {
    const [first, second] = [runs[0]?.createdAt ?? 0, runs[1]?.createdAt ?? 0];
    expect((await list(`from=${first}&to=${first}`)).runs).toEqual([]);
    expect(await list(`from=${second + 1}&to=${first}`)).toMatchObject({ runs: [], total: 0 });
    expect((await list(`from=${first}&to=${first + 1}`)).runs.map((run) => run.createdAt)).toContain(first);
    expect((await list(`from=${first}&to=${second}`)).runs.map((run) => run.createdAt)).not.toContain(second);
    expect((await list(`to=${first}`)).runs).toEqual([]);
    expect((await list(`from=${first}&agentId=plain`)).total).toBe(3);
  });

  test("page by page is the whole, in order, whatever the size of a page and the filter", async () => {
    for (const filter of ["", "agentId=plain&agentId=other", "status=done&status=error", "agentId=other&status=error"]) {
      const whole = (await list(`${filter}&limit=100`)).runs.map((run) => run.runId);
      for (const size of [1, 2, 3]) {
        const seen: string[] = [];
        for (let cursor: string | null = ""; cursor !== null;) {
          const page: RunPage = await list(`${filter}&limit=${size}${cursor ? `&cursor=${cursor}` : ""}`);
          expect(page.hasMore).toBe(page.nextCursor !== null);
          seen.push(...page.runs.map((run) => run.runId));
          cursor = page.nextCursor;
        }
        expect(seen).toEqual(whole);
      }
    }
  });

  test("of one agent is of that one, and not asked for another's", async () => {
    expect(await list("", "/api/agents/plain/runs")).toMatchObject({ total: 3 });
    expect(await list("agentId=plain&agentId=plain", "/api/agents/plain/runs")).toMatchObject({ total: 3 });
    for (const query of ["agentId=other", "agentId=plain&agentId=other"])
      expect((await console.get(`/api/agents/plain/runs?${query}`)).status).toBe(400);
    expect((await console.get("/api/agents/nope/runs")).status).toBe(404);
    expect((await list("agentId=nope")).runs).toEqual([]);
  });

  test("leaves inputs and results out", async () => {
    for (const run of (await list("")).runs) expect(Object.keys(run)).not.toEqual(expect.arrayContaining(["input"]));
    for (const run of (await list("")).runs) expect(run).not.toHaveProperty("result");
  });
});

describe("a parameter where there are none", () => {
  test("is not passed over", async () => {
    for (const path of ["/api/agents?limit=1", "/api/agents/plain?x=1"]) expect((await console.get(path)).status).toBe(400);
    expect((await console.post("/api/agents/plain/runs?wait=true", { input: 1 })).status).toBe(400);
    expect((await console.get("/api/health?_=1&_=2")).status).toBe(200);
  });
});
