import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Dataset, ImportPreview } from "@/server/domain/dataset";
import { askRest } from "@/server/testing/ask-rest";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const jsonl: Record<string, string> = { "content-type": "application/x-ndjson" };
const csv: Record<string, string> = { "content-type": "text/csv" };
const ask = <Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  askRest<Body>(console.ctx, method, `/api/datasets${path}`, body, headers);
const datasets = async (): Promise<string[]> => (await console.caller.datasets.list({})).datasets.map(({ name }) => name);

type Made = { dataset: Dataset; imported: number; version: number };

describe("a file becomes a dataset", () => {
  test("whole, under the name that is given", async () => {
    const made = await ask<Made>("POST", '/import?name=of a file&map={"q":"input.question"}', "q,expected\nWhy?,42\n", csv);
    expect([made.status, made.body.imported, made.body.version]).toEqual([201, 1, 2]);
    expect(made.body.dataset).toMatchObject({ name: "of a file", itemCount: 1, version: 2 });
    const { items } = await console.caller.datasets.items({ datasetId: made.body.dataset.id });
    expect(items).toMatchObject([{ input: { question: "Why?" }, expected: 42 }]);
    expect((await ask("POST", "/import", "q\n1\n", csv)).status).toBe(400);
  });

  test("or none, if it has a fault or breaks off", async () => {
    const before = await datasets();
    const refused = await ask<{ errors: unknown[] }>("POST", "/import?name=faulty", '{"q":1}\n{"q":\n', jsonl);
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ path: "line 2" }]]);
    expect((await ask("POST", "/import?name=empty", "", jsonl)).status).toBe(400);
    expect(await datasets()).toEqual(before);
  });

  test("once for an Idempotency-Key, also of two at the same time", async () => {
    const key = { ...jsonl, "idempotency-key": "of-a-file" };
    const send = (file: string) => ask<Made>("POST", "/import?name=once", file, key);
    const answers = [...(await Promise.all([send('{"q":1}\n'), send('{"q":1}\n')])), await send('{"q":1}\n')];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.dataset.id)).size).toBe(1);
    expect((await send('{"q":2}\n')).status).toBe(422);
    expect((await datasets()).filter((name) => name === "once")).toHaveLength(1);
  });
});

describe("a dry run", () => {
  const preview = async (file: string, query = "", type = jsonl): Promise<ImportPreview> =>
    (await ask<ImportPreview>("POST", `/import?dryRun=true${query}`, file, type)).body;

  test("makes no dataset, and says of JSON rows which fields there are to map", async () => {
    const before = await datasets();
    expect((await preview('{"q":1}\n{"q":2,"a":"x"}\n')).columns).toEqual([
      { name: "q", target: "input.q" },
      { name: "a", target: "input.a" },
    ]);
    const items = '{"input":1,"label":"x","id":"i1"}\n';
    expect(await preview(items)).toMatchObject({
      columns: [
        { name: "input", target: "input" },
        { name: "label", target: null },
        { name: "id", target: "id" },
      ],
      faults: [{ path: "line 1: label" }],
    });
    const map = encodeURIComponent('{"label":"metadata.label"}');
    expect(await preview(items, `&map=${map}`)).toEqual({
      rows: [{ id: "i1", input: 1, metadata: { label: "x" } }],
      rowCount: 1,
      columns: [
        { name: "input", target: "input" },
        { name: "label", target: "metadata.label" },
        { name: "id", target: "id" },
      ],
      faults: [],
      faultCount: 0,
    });
    expect((await preview("[1]\n")).columns).toBeUndefined();
    expect(await datasets()).toEqual(before);
  });

  test("names a part that is too large to be looked at by its size", async () => {
    const { rows } = await preview(`{"input":"${"x".repeat(200_000)}","expected":1}\n`);
    expect(rows).toEqual([{ input: { truncated: true, bytes: 200_002 }, expected: 1 }]);
  });

  test("of a file's beginning takes no offence at where it ends", async () => {
    const heads: [string, Record<string, string>][] = [
      ['q,a\n1,2\n3,"4 and', csv],
      ["q,a\n1,2\n3", csv],
      ['{"q":1,"a":2}\n{"q":', jsonl],
      ['[{"q":1,"a":2},{"q', { "content-type": "application/json" }],
    ];
    for (const [head, type] of heads) {
      expect(await preview(head, "", type)).not.toMatchObject({ faultCount: 0 });
      expect(await preview(head, "&head=true", type)).toMatchObject({ rows: [{ input: { q: 1, a: 2 } }], faultCount: 0 });
    }
    expect(await preview('{"q":1}\n{q}\n{"q"', "&head=true")).toMatchObject({ faults: [{ path: "line 2" }], faultCount: 1 });
    expect(await preview('{"q', "&head=true")).toMatchObject({ rows: [], faultCount: 0 });
    expect((await ask("POST", "/import?name=x&head=true", '{"q":1}\n', jsonl)).status).toBe(400);
  });
});
