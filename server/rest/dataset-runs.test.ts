import { afterEach, beforeEach, expect, test } from "vitest";
import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { handleRequest } from "./handle-request";
import { routes } from "./routes";

const files = {
  "agents/echo.ts": agentFile("echo", `if (input.fail) throw new Error("no"); return input;`),
  "agents/asks.ts": agentFile("asks", `return ctx.input("what", { schema: z.string(), prompt: "What?" });`),
};
const at = "/api/datasets/set/runs";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeEach(async () => {
  home = await openTestConsole({ files });
  await seedDataset(
    home.ctx.db,
    "set",
    Array.from({ length: 5 }, (_, n) => ({ input: { n, fail: n === 4 }, expected: { n, fail: false } })),
  );
});
afterEach(() => home.close());

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...init,
  });
  const answer = await handleRequest(routes, home.ctx, request);
  const text = await answer.text();
  return { status: answer.status, body: (text === "" ? undefined : JSON.parse(text)) as never };
}

const startAndWait = async (body: object): Promise<DatasetRun> => {
  const { status, body: made } = await ask("POST", at, { agentId: "echo", wait: true, ...body });
  expect(status).toBe(201);
  return (made as { run: DatasetRun }).run;
};

test("a dataset run is started, waited for, listed, looked at and deleted", async () => {
  const run = await startAndWait({ scorers: ["exact-match"], name: "first" });
  expect(run).toMatchObject({ status: "completed", completedCount: 4, errorCount: 1, name: "first", datasetId: "set" });
  expect(run.scores).toEqual({ "exact-match": { mean: 1, n: 4, passRate: 0.8 } });
  expect(await ask("GET", at)).toMatchObject({ status: 200, body: { runs: [{ id: run.id }], total: 1, hasMore: false } });
  expect((await ask("GET", `${at}/${run.id}`)).body).toEqual({ run });
  const failed = await ask("GET", `${at}/${run.id}/results?status=error&status=timeout`);
  const [result] = (failed.body as { results: DatasetResult[] }).results;
  expect(result).toMatchObject({ itemId: "item-4", trial: 1, attempt: 1, status: "error", error: { message: "no" }, scores: [] });
  const good = await ask("GET", `${at}/${run.id}/results?scorer=exact-match&min=0.5&limit=3`);
  expect(good.body).toMatchObject({ hasMore: true, results: [{ itemId: "item-0", output: { n: 0 } }, {}, {}] });
  const human = await ask("POST", `/api/agents/echo/runs/${result?.runId}/scores`, {
    scorer: "tone",
    value: 0.2,
    reason: "rude",
  });
  expect(human).toMatchObject({ status: 201, body: { score: { source: "human" } } });
  expect((await ask("GET", `/api/agents/echo/runs/${result?.runId}`)).body).toMatchObject({
    summary: { datasetRunId: run.id, itemId: "item-4", trial: 1, scores: [{ scorer: "tone", value: 0.2 }] },
  });
  expect((await ask("POST", `${at}/${run.id}/cancel`)).status).toBe(409);
  expect((await ask("POST", `${at}/${run.id}/retry`, {})).status).toBe(202);
  expect((await ask("DELETE", `${at}/${run.id}`)).status).toBe(409);
});

test("a retry needs nothing said: without a body it takes all that did not complete", async () => {
  const run = await startAndWait({});
  const retry = (init: RequestInit) =>
    handleRequest(routes, home.ctx, new Request(`http://localhost${at}/${run.id}/retry`, { method: "POST", ...init }));
  expect((await retry({ body: Buffer.from("{}") })).status).toBe(415);
  const answer = await retry({});
  expect([answer.status, await answer.json()]).toMatchObject([202, { run: { completedCount: 4, errorCount: 0 } }]);
});

test("results are filtered by the verdict that counts: a person's goes before the scorer's", async () => {
  const run = await startAndWait({ scorers: ["exact-match"] });
  const itemsOf = async (query: string): Promise<string[]> => {
    const { body } = await ask("GET", `${at}/${run.id}/results?scorer=exact-match&${query}`);
    return (body as { results: DatasetResult[] }).results.map(({ itemId }) => itemId);
  };
  const first = (await ask("GET", `${at}/${run.id}/results?limit=1`)).body as { results: DatasetResult[] };
  await ask("POST", `/api/agents/echo/runs/${first.results[0]?.runId}/scores`, { scorer: "exact-match", value: 1e-7 });
  expect(await itemsOf("max=0.5")).toEqual(["item-0"]);
  expect(await itemsOf("min=0.5")).toEqual(["item-1", "item-2", "item-3"]);
  expect(await itemsOf("min=1e-7&max=.5")).toEqual(["item-0"]);
  const rows = await home.caller.datasetRuns.items({
    datasetId: "set",
    runId: run.id,
    view: "all",
    scorer: "exact-match",
    min: 0.5,
  });
  expect(rows.items.map(({ itemId }) => itemId)).toEqual(["item-1", "item-2", "item-3"]);
});

test("only some items are run, and what cannot be run is refused with its reason", async () => {
  expect(await startAndWait({ itemIds: ["item-3", "item-1"], trials: 2 })).toMatchObject({ totalItems: 2, completedCount: 4 });
  const wrong: [object, number][] = [
    [{ agentId: "echo", itemIds: ["item-9"] }, 422],
    [{ agentId: "echo", version: 7 }, 422],
    [{ agentId: "echo", scorers: ["nobody"] }, 422],
    [{ agentId: "nobody" }, 404],
    [{ agentId: "echo", trials: 0 }, 400],
    [{ agentId: "echo", concurrency: 100_000 }, 400],
  ];
  for (const [body, status] of wrong) expect((await ask("POST", at, body)).status).toBe(status);
  expect((await ask("POST", "/api/datasets/other/runs", { agentId: "echo" })).status).toBe(404);
  expect((await ask("GET", `/api/datasets/other/runs/x`)).status).toBe(404);
});

test("the same Idempotency-Key starts one, however often and at once it is sent", async () => {
  const headers = { "idempotency-key": "k1" };
  const all = await Promise.all([1, 2, 3].map(() => ask("POST", at, { agentId: "echo" }, headers)));
  expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(all.map(({ body }) => (body as { run: DatasetRun }).run.id)).size).toBe(1);
  expect((await ask("POST", at, { agentId: "echo", trials: 2 }, headers)).status).toBe(422);
  expect((await ask("GET", at)).body).toMatchObject({ total: 1 });
});

test("a dataset is deleted, or a dataset run of it starts: never both", async () => {
  for (let round = 0; round < 20; round++) {
    const id = `both-${round}`;
    await seedDataset(home.ctx.db, id, [{ input: { n: 1 } }]);
    const [started, deleted] = await Promise.all([
      ask("POST", `/api/datasets/${id}/runs`, { agentId: "asks" }),
      ask("DELETE", `/api/datasets/${id}`),
    ]);
    expect([started.status, deleted.status]).toEqual(started.status === 201 ? [201, 409] : [404, 204]);
  }
});
