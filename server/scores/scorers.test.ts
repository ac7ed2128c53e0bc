import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import { problemOfChoice } from "@/server/domain/built-in-scorers";
import { insertRuns } from "@/server/runs/store";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";
import { putScores } from "./put-scores";

const scorer = (id: string, body: string): string =>
  `import { defineScorer } from "trackside";
export default defineScorer({ id: ${JSON.stringify(id)}, ${body} });`;

const files = {
  "agents/echo.ts": agentFile(
    "echo",
    `await ctx.step("look", { kind: "tool" }, () => 1); await ctx.step("decide", () => 2); return input;`,
  ),
  "scorers/length.ts": scorer(
    "length",
    `score: ({ output, expected }) => ({ value: output.text.length / 10, label: "letters", reason: "of " + expected.text })`,
  ),
  "scorers/yes.ts": scorer("yes", `score: () => true`),
  "scorers/throws.ts": scorer("throws", `score: () => { throw new TypeError("no such field"); }`),
  "scorers/nonsense.ts": scorer("nonsense", `score: () => "good"`),
  "scorers/not-a-number.ts": scorer("not-a-number", `score: () => NaN`),
  "scorers/exits.ts": scorer("exits", `score: ({ input }) => { if (input.exit) process.exit(3); return 1; }`),
  "scorers/meddles.ts": scorer(
    "meddles",
    `score: ({ output, steps, run }) => { output.text = "changed"; return run.status === "completed" && steps.length === 3; }`,
  ),
  "scorers/broken.ts": `throw new Error("broken on purpose");`,
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
});
afterEach(() => home.close());

async function scoredBy(scorers: (string | { id: string })[], items: { input: object; expected?: object }[]) {
  await seedDataset(home.ctx.db, "set", items as never);
  const { run } = await home.caller.datasetRuns.start({ datasetId: "set", agentId: "echo", scorers });
  return ended(run);
}

async function ended({ id }: DatasetRun): Promise<{ run: DatasetRun; results: DatasetResult[] }> {
  const ref = { datasetId: "set", runId: id };
  await until(home.ctx.live, "dataset-runs", async () => (await home.caller.datasetRuns.get(ref)).run.status === "completed");
  return { ...(await home.caller.datasetRuns.get(ref)), ...(await home.caller.datasetRuns.results(ref)) };
}

describe("the project's scorers", () => {
  test("say what they think of each completed run; one that fails says nothing, and why", async () => {
    const own = ["length", "yes", "throws", "nonsense", "not-a-number", "meddles"];
    const { run, results } = await scoredBy(own, [{ input: { text: "hello" }, expected: { text: "world" } }]);
    expect(results[0]?.status).toBe("completed");
    expect(results[0]?.output).toEqual({ text: "hello" });
    const by = Object.fromEntries((results[0]?.scores ?? []).map((score) => [score.scorer, score]));
    expect(by["length"]).toEqual({ scorer: "length", value: 0.5, label: "letters", reason: "of world", source: "code" });
    expect(by["yes"]).toMatchObject({ value: 1, pass: true });
    expect(by["meddles"]).toMatchObject({ value: 1 });
    expect(by["throws"]).toMatchObject({ value: null, reason: "no such field" });
    expect(by["nonsense"]).toMatchObject({ value: null, reason: expect.stringContaining("good") as string });
    expect(by["not-a-number"]).toMatchObject({ value: null });
    expect(run.scores["throws"]).toEqual({ mean: null, n: 0, passRate: 0 });
    expect(run.scores["length"]).toEqual({ mean: 0.5, n: 1, passRate: 1 });
    expect(home.ctx.engine.project().problems).toMatchObject([{ file: "scorers/broken.ts", error: "broken on purpose" }]);
  });

  test("that end their process cost no other run its score, and no run its status", async () => {
    const items = Array.from({ length: 6 }, (_, n) => ({ input: { exit: n === 2 } }));
    const { run, results } = await scoredBy(["exits"], items);
    expect(run).toMatchObject({ completedCount: 6, scores: { exits: { mean: 1, n: 5, passRate: 5 / 6 } } });
    expect(results[2]?.scores[0]).toMatchObject({ value: null, reason: expect.stringContaining("exited with code 3") as string });
  }, 60_000);
});

describe("scores", () => {
  test("come newly over old runs without running the agent, and filter results", async () => {
    const items = [
      { input: { text: "a" }, expected: { text: "a" } },
      { input: { text: "b" }, expected: { text: "x" } },
    ];
    const { run } = await scoredBy([], items);
    const runs = (await home.caller.runs.list({})).total;
    const ref = { datasetId: "set", runId: run.id };
    const { run: scoring } = await home.caller.datasetRuns.score({ ...ref, scorers: ["exact-match"] });
    expect(scoring).toMatchObject({ status: "running", durationMs: run.durationMs });
    expect(scoring).not.toHaveProperty("endedAt");
    const again = await ended(run);
    expect(again.run.scores).toEqual({ "exact-match": { mean: 0.5, n: 2, passRate: 0.5 } });
    expect((await home.caller.runs.list({})).total).toBe(runs);
    expect(again.run.endedAt).toBe(run.endedAt);
    const failed = await home.caller.datasetRuns.results({ ...ref, scorer: "exact-match", max: 0.4 });
    expect(failed.results.map((each) => each.itemId)).toEqual(["item-1"]);
    await home.caller.scores.put({ runId: failed.results[0]?.runId ?? "", scorer: "exact-match", value: 1, reason: "fine too" });
    expect((await ended(run)).run.scores["exact-match"]).toEqual({ mean: 1, n: 2, passRate: 1 });
    const { run: one } = await home.caller.runs.get({ runId: failed.results[0]?.runId ?? "" });
    expect(one.scores?.map((score) => score.source)).toEqual(["code", "human"]);
  });

  test("are not asked of scorers that are not there or not used right", async () => {
    await seedDataset(home.ctx.db, "set", [{ input: 1 }]);
    const wrong = [["nobody"], ["regex"], [{ id: "regex", pattern: "(" }], ["yes", "yes"], [{ id: "numeric", tolerence: 1 }]];
    for (const scorers of wrong)
      await expect(home.caller.datasetRuns.start({ datasetId: "set", agentId: "echo", scorers })).rejects.toMatchObject({
        code: "UNPROCESSABLE_CONTENT",
      });
    expect(problemOfChoice({ id: "nobody" }, ["yes"])).toContain("yes");
  });
});

test("those that are built in", async () => {
  const scorers = [
    "exact-match",
    "json-fields",
    { id: "contains", text: "WORLD", path: "text", ignoreCase: true },
    { id: "regex", pattern: "^hel+o", path: "text" },
    { id: "numeric", path: "n", tolerance: 0.01 },
    { id: "similarity", path: "text", threshold: 0.8 },
    { id: "json-schema", schema: { type: "object", required: ["n"] } },
    { id: "max-duration", ms: 60_000 },
    { id: "max-cost", usd: 1 },
    { id: "trajectory", steps: ["look", "decide"], order: "exact" },
    { id: "trajectory", name: "wrong way", steps: ["decide", "look"] },
  ];
  const { results } = await scoredBy(scorers, [
    { input: { text: "hello world", n: 0.1 + 0.2 }, expected: { text: "hello word", n: 0.3 } },
    { input: { text: "bye" } },
  ]);
  const values = (at: number) => Object.fromEntries((results[at]?.scores ?? []).map((each) => [each.scorer, each.value]));
  expect(values(0)).toEqual({
    "exact-match": 0,
    "json-fields": 0,
    contains: 1,
    regex: 1,
    numeric: 1,
    similarity: 1 - 1 / 11,
    "json-schema": 1,
    "max-duration": 1,
    "max-cost": null,
    trajectory: 1,
    "wrong way": 0.5,
  });
  expect(values(1)).toMatchObject({ "exact-match": null, contains: 0, regex: 0, numeric: null, "json-schema": 0 });
});

test("a reason with half a letter in it, or a NUL, is kept as far as it is text", async () => {
  const { ctx, caller } = home;
  const key = ctx.db.nextRunKey();
  const row = {
    key,
    id: `run_${key}`,
    agentId: "a",
    agentRevision: "r",
    createdAt: 1,
    startedAt: 1,
    endedAt: 2,
    status: "completed",
  };
  await ctx.db.write([insertRuns([row])]);
  await putScores(
    ctx.db,
    new Map([[key, [{ scorer: "tone", value: 1, source: "code", label: "\0", reason: "cut \ud83d off" }]]]),
  );
  const { run } = await caller.runs.get({ runId: row.id });
  expect(run.scores).toMatchObject([{ label: "\u2400", reason: "cut \uFFFD off" }]);
});
