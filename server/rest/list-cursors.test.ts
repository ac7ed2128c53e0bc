import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import { askRest } from "@/server/testing/ask-rest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

const oddId = "a/b?c d%2f";
const large = "x".repeat(70_000);
let home: Awaited<ReturnType<typeof openTestConsole>>;
let datasetId: string;
let run: DatasetRun;
let runIds: string[];
beforeAll(async () => {
  home = await openTestConsole({
    files: {
      "agents/echo.ts": agentFile(
        "echo",
        `await ctx.artifact("a.txt", "a"); if (input.fail) throw new Error("no"); return input;`,
      ),
    },
  });
  const items = [{ id: oddId, input: { large }, expected: large }, { input: { n: 1 }, expected: 1 }, { input: { fail: true } }];
  ({ datasetId, run } = await startOn(items));
  await startOn([{ input: 1 }]);
  await ask("POST", `/api/datasets/${datasetId}/items`, { input: 2 });
  await ask("POST", `/api/datasets/${datasetId}/runs`, { agentId: "echo", wait: true });
  runIds = (await ask<{ runs: { runId: string }[] }>("GET", "/api/runs")).body.runs.map(({ runId }) => runId);
});
afterAll(() => home.close());

const ask = <Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  askRest<Body>(home.ctx, method, path, body, headers);

async function startOn(items: unknown[]) {
  const { dataset } = (await ask<{ dataset: { id: string } }>("POST", "/api/datasets", { name: "n" })).body;
  const at = `/api/datasets/${dataset.id}`;
  expect((await ask("POST", `${at}/items`, { items })).status).toBe(201);
  const body = { agentId: "echo", wait: true, scorers: ["exact-match"] };
  return { datasetId: dataset.id, run: (await ask<{ run: DatasetRun }>("POST", `${at}/runs`, body)).body.run };
}

const lists = (): [path: string, named: string][] => [
  ["/api/runs?", "runs"],
  ["/api/runs?agentId=echo&sort=durationMs&", "runs"],
  ["/api/runs?agentId=echo&sort=cost&", "runs"],
  ["/api/datasets?", "datasets"],
  [`/api/datasets/${datasetId}/items?`, "items"],
  [`/api/datasets/${datasetId}/versions?`, "versions"],
  [`/api/datasets/${datasetId}/runs?`, "runs"],
  [`/api/datasets/${datasetId}/runs/${run.id}/results?`, "results"],
  [`/api/agents/echo/runs/${runIds[0]}/artifacts?`, "artifacts"],
];

type Page = { nextCursor: string; hasMore: boolean } & Record<string, unknown[]>;

test("a cursor is good for its own list and order, and for no other", async () => {
  const cursors = new Map<string, string>();
  for (const [path, named] of lists()) {
    const { status, body } = await ask<Page>("GET", `${path}limit=1`);
    expect([path, status, body[named]?.length, body.hasMore]).toEqual([path, 200, 1, true]);
    cursors.set(path, body.nextCursor);
  }
  for (const [path, named] of lists())
    for (const [of, cursor] of cursors) {
      const { status, body } = await ask<Page>("GET", `${path}limit=1&cursor=${cursor}`);
      expect([path, of, status]).toEqual([path, of, of === path ? 200 : 400]);
      if (of === path) expect(body[named]).not.toEqual((await ask<Page>("GET", `${path}limit=1`)).body[named]);
      else expect(body.errors).toMatchObject([{ path: "cursor" }]);
    }
});

const hrefOf = (value: unknown): string => (value as { href: string }).href;

describe("results", () => {
  const results = (query: string) =>
    ask<{ results: DatasetResult[]; total: number }>("GET", `/api/datasets/${datasetId}/runs/${run.id}/results?${query}`);

  test("say how many there are, by status and by what a scorer says", async () => {
    expect(await results("limit=1")).toMatchObject({ body: { total: 3 } });
    const totals: [query: string, total: number][] = [
      ["status=done", 2],
      ["status=error&status=error&status=timeout", 1],
      ["scorer=exact-match", 2],
      ["scorer=exact-match&min=0.5", 0],
      ["scorer=exact-match&status=error", 0],
      ["scorer=nobody", 0],
    ];
    for (const [query, total] of totals) expect([query, (await results(query)).body.total]).toEqual([query, total]);
  });

  test("name large values by where they are, as they were then, whatever the item is called", async () => {
    const result = (await results("limit=1")).body.results[0];
    const encoded = encodeURIComponent(oddId);
    await ask("PATCH", `/api/datasets/${datasetId}/items/${encoded}`, { input: "changed" });
    const href = hrefOf(result?.input);
    expect(result?.input).toEqual({ truncated: true, bytes: JSON.stringify({ large }).length, href });
    expect((await ask("GET", href)).body).toMatchObject({ item: { id: oddId, input: { large } } });
    const output = hrefOf(result?.output);
    expect((await ask("GET", output)).body).toEqual({ large });
  });
});

test("a score's Idempotency-Key answers with that score again, and refuses another", async () => {
  const at = `/api/agents/echo/runs/${runIds[0]}/scores`;
  const first = await ask("POST", at, { scorer: "tone", value: 1, reason: "kind" }, { "idempotency-key": "s" });
  expect(first).toMatchObject({ status: 201, body: { score: { value: 1 } } });
  expect((await ask("POST", at, { scorer: "tone", value: 0 })).status).toBe(201);
  const again = await ask("POST", at, { reason: "kind", value: 1, scorer: "tone" }, { "idempotency-key": "s" });
  expect([again.status, again.text]).toEqual([201, first.text]);
  expect((await ask("POST", at, { scorer: "tone", value: 0.5 }, { "idempotency-key": "s" })).status).toBe(422);
  const summary = (await ask<{ run: { scores: unknown } }>("GET", `/api/runs/${runIds[0]}`)).body.run;
  expect(summary.scores).toMatchObject([{ scorer: "tone", value: 0 }]);
});

test("a body that says it is in another encoding is refused", async () => {
  for (const charset of ["utf-16", "iso-8859-1", '"latin1"'])
    expect(
      (await ask("POST", "/api/datasets", { name: "x" }, { "content-type": `application/json; charset=${charset}` })).status,
    ).toBe(415);
  for (const charset of ["utf-8", "UTF8", '"utf-8"'])
    expect(
      (await ask("POST", "/api/datasets", { name: "x" }, { "content-type": `application/json; charset=${charset}` })).status,
    ).toBe(201);
});
