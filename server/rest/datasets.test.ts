import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dataset, Item } from "@/server/domain/dataset";
import { askRest } from "@/server/testing/ask-rest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole({
    files: { "agents/echo.ts": agentFile("echo", `if (input.fail) throw new Error("no"); return { said: input.say };`) },
  });
});
afterAll(() => console.close());

const ask = <Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  askRest<Body>(console.ctx, method, `/api/datasets${path}`, body, headers);

const make = async (more: object = {}): Promise<Dataset> =>
  (await ask<{ dataset: Dataset }>("POST", "", { name: "refunds", ...more })).body.dataset;
const inputSchema = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };

describe("a dataset", () => {
  test("is created, changed, found by name and deleted", async () => {
    const made = await make({ name: "Ünique refunds", description: "d", inputSchema, metadata: { team: "a" } });
    expect(made).toMatchObject({ version: 1, itemCount: 0, description: "d", inputSchema, metadata: { team: "a" } });
    expect((await ask("GET", `/${made.id}`)).body).toEqual({ dataset: made });
    const patched = await ask<{ dataset: Dataset }>("PATCH", `/${made.id}`, {
      name: "unlike others",
      description: null,
      inputSchema: null,
    });
    expect(patched.body.dataset).toMatchObject({ name: "unlike others", version: 1, metadata: { team: "a" } });
    expect(patched.body.dataset).not.toHaveProperty("description");
    expect((await ask("GET", "?q=LIKE%20oth")).body).toMatchObject({
      datasets: [{ id: made.id }],
      total: 1,
      hasMore: false,
      nextCursor: null,
    });
    expect((await ask("DELETE", `/${made.id}`)).status).toBe(204);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/items"],
      ["GET", "/versions"],
      ["GET", "/export"],
    ] as const)
      expect((await ask(method, `/${made.id}${path}`)).status).toBe(404);
  });

  test("is listed newest first, in pages without gap or repeat", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.unshift((await make({ name: `paged ${i}` })).id);
    const seen: string[] = [];
    for (let cursor = ""; ;) {
      const { body } = await ask<{ datasets: Dataset[]; total: number; nextCursor: string | null }>(
        "GET",
        `?q=paged&limit=2${cursor}`,
      );
      expect(body.total).toBe(5);
      seen.push(...body.datasets.map(({ id }) => id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    expect(seen).toEqual(ids);
    for (const query of ["?limit=0", "?limit=101", "?limit=x", "?cursor=x", "?nope=1"])
      expect((await ask("GET", query)).status).toBe(400);
  });

  const refused: [body: object, path: string][] = [
    [{}, "name"],
    [{ name: "" }, "name"],
    [{ name: "x", inputSchema: [] }, "inputSchema"],
    [{ name: "x", inputSchema: { type: "nothing" } }, "inputSchema"],
    [{ name: "x", expectedSchema: { $ref: "http://example.com/schema.json" } }, "expectedSchema"],
    [{ name: "x", inputSchema: { $async: true } }, "inputSchema"],
    [{ name: "x", metadata: 1 }, "metadata"],
    [{ name: "x", nope: 1 }, "nope"],
  ];
  test.each(refused)("%j is refused by its field", async (body, path) => {
    expect(await ask("POST", "", body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  test("takes a schema of an older dialect, with references within", async () => {
    const schema = {
      $schema: "http://json-schema.org/draft-07/schema#",
      $id: "http://x/y",
      definitions: { n: { type: "number" } },
      properties: { n: { $ref: "#/definitions/n" } },
    };
    const { id } = await make({ inputSchema: schema });
    expect((await ask("POST", `/${id}/items`, { input: { n: 1 } })).status).toBe(201);
    expect(await ask("POST", `/${id}/items`, { input: { n: "1" } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "input.n" }] },
    });
  });

  test("with a dataset run that goes on is not deleted; once that has ended it goes with it", async () => {
    const { id } = await make();
    await ask("POST", `/${id}/items`, { items: [{ input: 1 }, { input: 2 }] });
    const { db } = console.ctx;
    await db.write([
      {
        sql: `INSERT INTO dataset_runs (id, dataset_key, dataset_id, dataset_version, agent_id, agent_revision, name, status, total_items, trials, concurrency, created_at)
SELECT 'dr_1', key, id, 2, 'echo', 'r', 'n', 'running', 2, 1, 1, 1 FROM datasets WHERE id = ?`,
        args: [id],
      },
      {
        sql: "INSERT INTO dataset_results (dataset_run_key, ordinal, item_key, item_id, trial, status) SELECT key, 1, 1, 'x', 1, 'completed' FROM dataset_runs WHERE id = 'dr_1'",
        args: [],
      },
    ]);
    expect(await console.caller.datasets.attached({ datasetId: id })).toEqual({
      items: 2,
      versions: 2,
      runs: 1,
      unfinishedRuns: ["dr_1"],
    });
    const refusal = await ask("DELETE", `/${id}`);
    expect(refusal.status).toBe(409);
    expect(refusal.body.detail).toContain("dr_1");
    await db.write([{ sql: "UPDATE dataset_runs SET status = 'cancelled', ended_at = 2 WHERE id = 'dr_1'", args: [] }]);
    const other = await make();
    await ask("POST", `/${other.id}/items`, { input: 1 });
    expect((await ask("DELETE", `/${id}`)).status).toBe(204);
    const left = await db.write([
      {
        sql: "SELECT (SELECT count(*) FROM dataset_runs) + (SELECT count(*) FROM dataset_results) + (SELECT count(*) FROM dataset_items WHERE dataset_key NOT IN (SELECT key FROM datasets)) + (SELECT count(*) FROM dataset_versions WHERE dataset_key NOT IN (SELECT key FROM datasets)) AS n",
        args: [],
      },
    ]);
    expect(left[0]?.rows[0]?.["n"]).toBe(0);
    expect((await ask<{ total: number }>("GET", `/${other.id}/items`)).body.total).toBe(1);
  });
});

describe("items", () => {
  test("are added, changed and taken out, each change a version that can be read", async () => {
    const { id } = await make({ inputSchema });
    const added = await ask<{ items: Item[]; version: number }>("POST", `/${id}/items`, {
      items: [{ id: "a/b", input: { n: 1 }, expected: null }, { input: { n: 2 } }],
    });
    expect(added).toMatchObject({
      status: 201,
      body: { version: 2, items: [{ id: "a/b", expected: null, version: 2 }, { input: { n: 2 } }] },
    });
    const patched = await ask("PATCH", `/${id}/items/a%2Fb`, { input: { n: 3 }, metadata: { m: 1 }, remove: ["expected"] });
    expect(patched).toMatchObject({
      status: 200,
      body: { version: 3, item: { id: "a/b", input: { n: 3 }, metadata: { m: 1 }, version: 3 } },
    });
    expect((await ask("PATCH", `/${id}/items/a%2Fb`, { input: { n: 3 } })).body).toMatchObject({ version: 3 });
    expect(await ask("PATCH", `/${id}/items/a%2Fb`, { input: { n: 4 }, ifVersion: 2 })).toMatchObject({ status: 409 });
    expect(await ask("PATCH", `/${id}/items/a%2Fb`, { input: { n: 3 }, ifVersion: 3 })).toMatchObject({ status: 200 });
    expect(await ask("PATCH", `/${id}/items/a%2Fb`, { input: { n: "x" } })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "input.n" }] },
    });
    expect((await ask("DELETE", `/${id}/items/${added.body.items[1]?.id}`)).status).toBe(204);
    expect((await ask("DELETE", `/${id}/items/${added.body.items[1]?.id}`)).status).toBe(404);
    expect((await ask("GET", `/${id}/items`)).body).toMatchObject({ items: [{ id: "a/b" }], total: 1 });
    expect((await ask("GET", `/${id}/items?version=2`)).body).toMatchObject({
      items: [{ input: { n: 1 }, expected: null }, { input: { n: 2 } }],
      total: 2,
    });
    expect((await ask("GET", `/${id}/items/a%2Fb?version=2`)).body).toMatchObject({ item: { input: { n: 1 } } });
    expect((await ask("GET", `/${id}/items?version=5`)).status).toBe(404);
    expect((await ask("GET", `/${id}/versions`)).body).toMatchObject({
      total: 4,
      versions: [
        { version: 4, added: 0, changed: 0, removed: 1 },
        { version: 3, added: 0, changed: 1, removed: 0 },
        { version: 2, added: 2, changed: 0, removed: 0 },
        { version: 1, added: 0, changed: 0, removed: 0 },
      ],
    });
    expect((await ask("GET", `/${id}/versions/2/diff/4`)).body).toMatchObject({
      added: [],
      changed: [{ id: "a/b", parts: ["input", "expected", "metadata"] }],
      removed: [{ id: added.body.items[1]?.id }],
    });
  });

  test("that do not fit are named by index and field, and none is added", async () => {
    const { id } = await make({ inputSchema });
    const answer = await ask("POST", `/${id}/items`, { items: [{ input: { n: 1 } }, { input: { n: "x" } }, { input: {} }] });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: "items.1.input.n" }, { path: "items.2.input.n" }] } });
    expect(await ask("POST", `/${id}/items`, { items: [{ input: { n: 1 } }, {}] })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "items.1.input" }] },
    });
    expect(await ask("POST", `/${id}/items`, { expected: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "input" }] },
    });
    const twice = {
      items: [
        { id: "x", input: { n: 1 } },
        { id: "x", input: { n: 1 } },
      ],
    };
    expect(await ask("POST", `/${id}/items`, twice)).toMatchObject({ status: 409, body: { errors: [{ path: "items.1.id" }] } });
    expect((await ask<{ dataset: Dataset }>("GET", `/${id}`)).body.dataset).toMatchObject({ version: 1, itemCount: 0 });
  });

  test("are found by what is in them, with the number of all", async () => {
    const { id } = await make();
    const inputs = [
      'say "hi"',
      "100% sure",
      "under_score",
      "back\\slash",
      "Zürich",
      ...Array.from({ length: 1200 }, (_, i) => `filler ${i}`),
    ];
    await ask("POST", `/${id}/items`, { items: inputs.map((input) => ({ input })) });
    for (const [q, n] of [
      ['"HI"', 1],
      ["0% s", 1],
      ["r_s", 1],
      ["k\\s", 1],
      ["Zür", 1],
      ["%", 1],
      ["filler 11", 111],
      ["nothing", 0],
    ] as const) {
      const { body } = await ask<{ items: Item[]; total: number; hasMore: boolean }>(
        "GET",
        `/${id}/items?limit=100&q=${encodeURIComponent(q)}`,
      );
      expect([q, body.total, body.items.length, body.hasMore]).toEqual([q, n, Math.min(n, 100), n > 100]);
    }
  });

  test("come from runs, with their results as what is expected, and remember which run it was", async () => {
    const { id } = await make();
    const [one, two] = [await console.runToEnd("echo", { say: "hello" }), await console.runToEnd("echo", { say: "bye" })];
    const { addRuns } = console.caller.datasets;
    const added = await addRuns({ datasetId: id, runIds: [one.runId, two.runId], withExpected: true });
    const items = [
      { input: { say: "hello" }, expected: { said: "hello" }, metadata: { runId: one.runId, agentId: "echo" } },
      { input: { say: "bye" }, expected: { said: "bye" }, metadata: { runId: two.runId, agentId: "echo" } },
    ];
    expect(added).toMatchObject({ version: 2, items });
    expect((await ask("GET", `/${id}/items`)).body).toMatchObject({ items });
  });

  test("come from several runs also where one has no result; from that one alone only without", async () => {
    const { id } = await make();
    const [good, bad] = [await console.runToEnd("echo", { say: "hello" }), await console.runToEnd("echo", { fail: true })];
    const { addRuns } = console.caller.datasets;
    const both = await addRuns({ datasetId: id, runIds: [good.runId, bad.runId], withExpected: true });
    expect(both.items.map(({ expected }) => expected)).toEqual([{ said: "hello" }, undefined]);
    const alone = addRuns({ datasetId: id, runIds: [bad.runId], withExpected: true });
    await expect(alone).rejects.toMatchObject({ cause: { status: 409 } });
    expect((await addRuns({ datasetId: id, runIds: [bad.runId], expected: "yes" })).items).toMatchObject([{ expected: "yes" }]);
  });

  test("come from a run with another input or expectation, if they fit; of several nothing is added if one does not", async () => {
    const { id } = await make();
    const [one, two] = [await console.runToEnd("echo", { say: "hello" }), await console.runToEnd("echo", { say: "bye" })];
    const { addRuns, update } = console.caller.datasets;
    const edited = await addRuns({ datasetId: id, runIds: [one.runId], input: { say: 1 }, expected: null });
    expect(edited.items).toMatchObject([{ input: { say: 1 }, expected: null, metadata: { runId: one.runId } }]);
    expect((await addRuns({ datasetId: id, runIds: [one.runId] })).items[0]).not.toHaveProperty("expected");
    await update({ datasetId: id, inputSchema: { type: "object", properties: { say: { const: "hello" } } } });
    const both = addRuns({ datasetId: id, runIds: [one.runId, two.runId] });
    await expect(both).rejects.toMatchObject({ cause: { status: 422, faults: [{ path: `${two.runId}.input.say` }] } });
    const given = addRuns({ datasetId: id, runIds: [one.runId, two.runId], input: 1 });
    await expect(given).rejects.toThrow(/single run/);
    expect((await ask<{ dataset: Dataset }>("GET", `/${id}`)).body.dataset).toMatchObject({ version: 3, itemCount: 2 });
  });
});
