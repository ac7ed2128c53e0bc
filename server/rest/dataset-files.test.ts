import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dataset } from "@/server/domain/dataset";
import { askRest } from "@/server/testing/ask-rest";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const ask = <Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  askRest<Body>(console.ctx, method, `/api/datasets${path}`, body, headers);
const make = async (): Promise<Dataset> => (await ask<{ dataset: Dataset }>("POST", "", { name: "refunds" })).body.dataset;

describe("an Idempotency-Key", () => {
  test("makes a dataset, items and an import once", async () => {
    const key = { "idempotency-key": "once" };
    const [one, two] = await Promise.all([
      ask<{ dataset: Dataset }>("POST", "", { name: "k" }, key),
      ask<{ dataset: Dataset }>("POST", "", { name: "k" }, key),
    ]);
    expect([one.status, two.status, two.body.dataset.id]).toEqual([201, 201, one.body.dataset.id]);
    expect((await ask("POST", "", { name: "other" }, key)).status).toBe(422);
    const { id } = one.body.dataset;
    const items = { items: [{ input: 1 }, { input: 2 }] };
    const added = await ask("POST", `/${id}/items`, items, key);
    expect((await ask("POST", `/${id}/items`, items, key)).body).toEqual(added.body);
    expect((await ask("POST", `/${id}/items`, { input: 1 }, key)).status).toBe(422);
    const file = { ...key, "content-type": "application/x-ndjson" };
    for (let i = 0; i < 3; i++)
      expect((await ask("POST", `/${id}/import`, '{"a":1}\n{"a":2}\n', file)).body).toEqual({ imported: 2, version: 3 });
    expect((await ask("POST", `/${id}/import`, '{"a":1}\n', file)).status).toBe(422);
    expect((await ask<{ dataset: Dataset }>("GET", `/${id}`)).body.dataset).toMatchObject({ version: 3, itemCount: 4 });
  });
});

describe("files", () => {
  const csv = { "content-type": "text/csv" };

  test("of CSV say a text where the schema wants one, whatever it looks like, and give it back so", async () => {
    const text = { type: "string" };
    const { body } = await ask<{ dataset: Dataset }>("POST", "", { name: "labels", inputSchema: text, expectedSchema: text });
    const { id } = body.dataset;
    const labels = ["1", "true", "null", '{"a":1}', "9007199254740993", "plain", '"quoted"'];
    const cells = labels.map(
      (label) =>
        `"${JSON.stringify(label).replaceAll('"', '""')}",${label.includes('"') ? `"${label.replaceAll('"', '""')}"` : label}`,
    );
    expect((await ask("POST", `/${id}/import`, `input,expected\n${cells.join("\n")}\n`, csv)).status).toBe(201);
    const { text: exported } = await ask("GET", `/${id}/export?format=csv`);
    expect((await ask("POST", `/${id}/import?mode=replace`, exported, csv)).status).toBe(201);
    const { items } = (await ask<{ items: { input: string; expected: string }[] }>("GET", `/${id}/items`)).body;
    expect(items.map(({ input }) => input)).toEqual(labels);
    // A cell that is a JSON text is that text, as an export writes it.
    expect(items.map(({ expected }) => expected)).toEqual([...labels.slice(0, -1), "quoted"]);
    expect((await ask("GET", `/${id}/versions/2/diff/3`)).body).toMatchObject({ counts: { added: 0, changed: 0, removed: 0 } });
  });

  test("are looked at first by dryRun, then imported, then exported", async () => {
    const { id } = await make();
    const file = "q,expected\nWhy?,=1+1\nWho?,\n";
    expect((await ask("POST", `/${id}/import?dryRun=true`, file, csv)).body).toEqual({
      rows: [{ input: { q: "Why?" }, expected: "=1+1" }, { input: { q: "Who?" } }],
      rowCount: 2,
      columns: [
        { name: "q", target: "input.q" },
        { name: "expected", target: "expected" },
      ],
      faults: [],
      faultCount: 0,
    });
    expect((await ask("POST", `/${id}/import`, file, csv)).body).toEqual({ imported: 2, version: 2 });
    const out = await ask("GET", `/${id}/export?format=csv`);
    expect(out.headers.get("content-disposition")).toContain("refunds-v2.csv");
    expect(out.text).toMatch(/^id,input,expected,metadata\r\n"it_\w+","\{""q"":""Why\?""\}","'=1\+1",\r\n/);
    expect((await ask("POST", `/${id}/import?mode=replace`, out.text, csv)).body).toEqual({ imported: 2, version: 3 });
    expect((await ask("GET", `/${id}/versions?limit=1`)).body).toMatchObject({
      versions: [{ added: 0, changed: 0, removed: 0 }],
    });
    expect((await ask("GET", `/${id}/export?format=csv&version=3`)).text).toBe(out.text);
    expect((await ask("GET", `/${id}/export?version=1`)).text).toBe("");
  });

  test("of another kind, or asked for wrongly, are refused", async () => {
    const { id } = await make();
    expect((await ask("POST", `/${id}/import`, "x", { "content-type": "text/plain" })).status).toBe(415);
    expect((await ask("POST", `/${id}/import`, "x", { "content-type": "text/csv; charset=latin1" })).status).toBe(415);
    for (const query of ["mode=merge", "dryRun=maybe", "dryRun", "dryRun=", "map=x", 'map={"a":"nowhere"}', "nope=1"])
      expect((await ask("POST", `/${id}/import?${query}`, "a\n1\n", csv)).status).toBe(400);
    expect((await ask("GET", `/${id}/export?format=xml`)).status).toBe(400);
    expect((await ask("POST", "/ds_none/import", "a\n1\n", csv)).status).toBe(404);
  });
});
