import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

const scorer = (id: string, body: string): string =>
  `import { defineScorer } from "trackside";
export default defineScorer({ id: ${JSON.stringify(id)}, timeoutMs: ${id === "slow" ? 30_000 : 500}, ${body} });`;

const files = {
  "agents/echo.ts": agentFile("echo", `if (input.fails) throw new Error("no"); return input;`),
  "scorers/good.ts": scorer("good", `score: () => 1`),
  "scorers/never.ts": scorer("never", `score: ({ input }) => input.hang ? new Promise(() => {}) : 1`),
  "scorers/loops.ts": scorer("loops", `score: ({ input }) => { while (input.hang); return 1; }`),
  "scorers/slow.ts": scorer("slow", `score: () => new Promise((resolve) => setTimeout(() => resolve(1), 2000))`),
  "scorers/exits.ts": scorer("exits", `score: () => process.exit(3)`),
};

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
});
afterEach(() => home.close());

async function start(datasetId: string, inputs: object[], scorers: string[]): Promise<DatasetRun> {
  await seedDataset(home.ctx.db, datasetId, inputs.map((input) => ({ input })) as never);
  return (await home.caller.datasetRuns.start({ datasetId, agentId: "echo", scorers })).run;
}

const now = async ({ datasetId, id: runId }: DatasetRun) => (await home.caller.datasetRuns.get({ datasetId, runId })).run;

async function ended({ datasetId, id: runId }: DatasetRun) {
  const ref = { datasetId, runId };
  await until(home.ctx.live, "dataset-runs", async () => (await home.caller.datasetRuns.get(ref)).run.status === "completed");
  const { run } = await home.caller.datasetRuns.get(ref);
  return { run, results: (await home.caller.datasetRuns.results({ ...ref, limit: 100 })).results };
}

const items = (count: number, hangs: (n: number) => boolean) => Array.from({ length: count }, (_, n) => ({ n, hang: hangs(n) }));

describe("a scorer that hangs", () => {
  test.each([
    ["never", "did not answer within 0.5 s"],
    ["loops", "kept its process busy for more than 0.5 s"],
  ])(
    "(%s) has no value, and costs nobody else anything",
    async (id, words) => {
      const { run, results } = await ended(
        await start(
          "set",
          items(40, (n) => n === 7),
          [id, "good"],
        ),
      );
      expect(run).toMatchObject({
        status: "completed",
        completedCount: 40,
        scores: { good: { n: 40 }, [id]: { n: 39, mean: 1 } },
      });
      const scores = Object.fromEntries((results[7]?.scores ?? []).map((score) => [score.scorer, score]));
      expect(scores[id]).toEqual({
        scorer: id,
        source: "code",
        value: null,
        reason: expect.stringContaining(words) as string,
      });
      expect(scores["good"]).toMatchObject({ value: 1 });
    },
    60_000,
  );

  test("again and again is not asked any more", async () => {
    const run = await start(
      "set",
      items(100, (n) => n < 90),
      ["loops"],
    );
    const first = await ended(run);
    expect(first.run).toMatchObject({ completedCount: 100, scores: { loops: { mean: null, n: 0 } } });
    const reasons = first.results.map((each) => each.scores[0]?.reason ?? "");
    expect(reasons.filter((reason) => reason.startsWith("It was not asked: 3 times in a row"))).toHaveLength(97);
  }, 60_000);
});

test("slow scorers of one dataset run hold up no other", async () => {
  const slow = await start(
    "slow",
    items(400, () => false),
    ["slow"],
  );
  await until(home.ctx.live, "dataset-runs", async () => (await now(slow)).completedCount === 400);
  const { run } = await ended(
    await start(
      "quick",
      items(100, () => false),
      ["good"],
    ),
  );
  expect(run.scores["good"]).toMatchObject({ n: 100 });
  expect((await now(slow)).status).toBe("running");
  // Cancelled, it asks its scorers no more: what they cost is over with what is in hand.
  await home.caller.datasetRuns.cancel({ datasetId: "slow", runId: slow.id });
  await until(home.ctx.live, "dataset-runs", async () => (await now(slow)).endedAt !== undefined);
  expect(await now(slow)).toMatchObject({ status: "cancelled", completedCount: 400 });
  expect((await now(slow)).scores["slow"]?.n).toBeLessThan(200);
}, 60_000);

test("cancelled while it is scored again, it has ended as it had before; taken back meanwhile, it has not", async () => {
  const { run } = await ended(await start("again", [...items(40, () => false), { fails: true }], ["good"]));
  const ref = { datasetId: "again", runId: run.id };
  const { datasetRuns } = home.caller;
  await datasetRuns.score({ ...ref, scorers: ["slow"] });
  expect((await datasetRuns.cancel(ref)).run).toMatchObject({ status: "completed", endedAt: run.endedAt, completedCount: 40 });
  expect((await now(run)).scores["good"]).toEqual(run.scores["good"]);
  await expect(datasetRuns.cancel(ref)).rejects.toMatchObject({ code: "CONFLICT" });
  await datasetRuns.score({ ...ref, scorers: ["slow"] });
  const retried = await datasetRuns.retry({ ...ref, statuses: ["error"] });
  expect(retried.run.endedAt).toBeUndefined();
  expect((await datasetRuns.cancel(ref)).run.status).toBe("cancelled");
  await until(home.ctx.live, "dataset-runs", async () => (await now(run)).endedAt !== undefined);
  expect((await now(run)).endedAt).toBeGreaterThan(run.endedAt ?? 0);
}, 60_000);

test("one that ends its process leaves the other scorers of the run theirs", async () => {
  const { run, results } = await ended(
    await start(
      "set",
      items(20, () => false),
      ["exits", "good"],
    ),
  );
  expect(run).toMatchObject({ completedCount: 20, scores: { good: { n: 20, mean: 1 }, exits: { n: 0 } } });
  expect(results[0]?.scores.find((score) => score.scorer === "exits")?.reason).toContain("exited with code 3");
}, 60_000);
