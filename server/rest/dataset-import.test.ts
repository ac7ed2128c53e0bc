import { createClient } from "@libsql/client";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Dataset, Item } from "@/server/domain/dataset";
import { startConsoleProcess, type ConsoleProcess } from "@/server/testing/console-process";
import { makeHome, openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

/** Larger on request: TRACKSIDE_IMPORT_ROWS=500000 npx vitest run server/rest/dataset-import.test.ts */
const rows = Number(process.env["TRACKSIDE_IMPORT_ROWS"] ?? 100_000);
const mebibyte = 1024 * 1024;

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "echo.ts": agentFile("echo", "return ctx.step('say', () => input);") } });
}, openingTakesMs);
afterAll(() => console.close());

type Asked = Pick<ConsoleProcess, "url">;
const newDataset = async ({ url }: Asked): Promise<string> => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}/api/datasets`, { method: "POST", headers, body: '{"name":"large"}' });
  return ((await answer.json()) as { dataset: Dataset }).dataset.id;
};
const get = async <Body>({ url }: Asked, path: string): Promise<Body> =>
  (await (await fetch(`${url}/api/datasets/${path}`)).json()) as Body;

/** Rows of a kilobyte, made as they are sent. */
async function* file(count: number): AsyncGenerator<Uint8Array> {
  const text = "a question of some length, ".repeat(34);
  for (let at = 0; at < count; at += 1000) {
    const lines = Array.from({ length: Math.min(1000, count - at) }, (_, i) =>
      JSON.stringify({ id: `n${at + i}`, input: { i: at + i, text } }),
    );
    yield Buffer.from(`${lines.join("\n")}\n`);
  }
}

function send({ url }: Asked, datasetId: string, body: AsyncIterable<Uint8Array>, query = ""): Promise<Response> {
  const headers = { "content-type": "application/x-ndjson" };
  const init = { method: "POST", headers, body: Readable.toWeb(Readable.from(body)), duplex: "half" };
  return fetch(`${url}/api/datasets/${datasetId}/import${query}`, init as unknown as RequestInit);
}

test(`an import of ${rows} rows of a kilobyte holds neither memory nor the writer`, async () => {
  const datasetId = await newDataset(console);
  // What any import takes once: compiled code, buffers, the database's cache.
  expect((await send(console, datasetId, file(rows / 10))).status).toBe(201);
  const before = (await console.observe()).bytes;
  let most = 0;
  const waits: number[] = [];
  const runs: number[] = [];
  const answered = send(console, datasetId, file(rows), "?mode=replace");
  const state = { done: false };
  void answered.finally(() => (state.done = true));
  while (!state.done) {
    const begun = performance.now();
    await newDataset(console);
    waits.push(performance.now() - begun);
    const started = performance.now();
    // Answered once its end is durable.
    expect((await console.startRun("echo", { input: { n: runs.length }, wait: true })).status).toBe("completed");
    runs.push(performance.now() - started);
    most = Math.max(most, (await console.observe()).bytes - before);
  }
  expect(await (await answered).json()).toEqual({ imported: rows, version: 3 });
  const [median, runMedian] = [medianOf(waits), medianOf(runs)];
  process.stdout.write(
    `import: ${waits.length} other writes meanwhile, median ${Math.round(median)} ms, longest ${Math.round(Math.max(...waits))} ms, runs median ${Math.round(runMedian)} ms, longest ${Math.round(Math.max(...runs))} ms, memory +${Math.round(most / mebibyte)} MiB\n`,
  );
  expect(waits.length).toBeGreaterThan(10);
  expect(median).toBeLessThan(150);
  expect(Math.max(...waits)).toBeLessThan(1500);
  expect(runMedian).toBeLessThan(500);
  expect(Math.max(...runs)).toBeLessThan(3000);
  expect(most).toBeLessThan(150 * mebibyte);
  const { items, total } = await get<{ items: Item[]; total: number }>(console, `${datasetId}/items?limit=2`);
  expect([total, items.map(({ id }) => id)]).toEqual([rows, ["n0", "n1"]]);
}, 300_000);

test("a console killed in the middle of an import has the dataset as it was, and clears up what was staged", async () => {
  const place = await makeHome();
  let killed = await startConsoleProcess(place.env);
  try {
    const datasetId = await newDataset(killed);
    expect((await send(killed, datasetId, file(1500))).status).toBe(201);
    let hangUp = (): void => {};
    const forever = new Promise<void>((resolve) => (hangUp = resolve));
    async function* unfinished(): AsyncGenerator<Uint8Array> {
      yield* file(5000);
      await forever;
    }
    const cut = send(killed, datasetId, unfinished(), "?mode=replace").catch(() => undefined);
    await untilRows(place.home, (count) => count > 3000);
    // What is staged nobody sees.
    expect((await get<{ total: number }>(killed, `${datasetId}/items`)).total).toBe(1500);
    await killed.kill("SIGKILL");
    hangUp();
    await cut;
    killed = await startConsoleProcess(place.env);
    await untilRows(place.home, (count) => count === 1500);
    expect((await get<{ dataset: Dataset }>(killed, datasetId)).dataset).toMatchObject({ version: 2, itemCount: 1500 });
    expect((await send(killed, datasetId, file(10), "?mode=replace")).status).toBe(201);
    expect((await get<{ dataset: Dataset }>(killed, datasetId)).dataset).toMatchObject({ version: 3, itemCount: 10 });
  } finally {
    await killed.kill("SIGTERM");
    await place.remove();
  }
}, 60_000);

test("who hangs up in the middle of an import has changed nothing, and holds nobody up", async () => {
  const datasetId = await newDataset(console);
  async function* cutOff(): AsyncGenerator<Uint8Array> {
    yield* file(3000);
    throw new Error("the cable was pulled");
  }
  await expect(send(console, datasetId, cutOff())).rejects.toThrow(/./);
  expect((await send(console, datasetId, file(5))).status).toBe(201);
  expect((await get<{ dataset: Dataset }>(console, datasetId)).dataset).toMatchObject({ version: 2, itemCount: 5 });
});

test("who hangs up while a file becomes a dataset leaves none; neither does a fault in the last of many lines", async () => {
  const headers = { "content-type": "application/x-ndjson" };
  const post = (body: AsyncIterable<Uint8Array>) =>
    fetch(`${console.url}/api/datasets/import?name=unfinished`, {
      method: "POST",
      headers,
      body: Readable.toWeb(Readable.from(body)),
      duplex: "half",
    } as unknown as RequestInit);
  async function* cutOff(): AsyncGenerator<Uint8Array> {
    yield* file(3000);
    throw new Error("the cable was pulled");
  }
  async function* faulty(): AsyncGenerator<Uint8Array> {
    yield* file(3000);
    yield Buffer.from('{"id":"n0","input":1}\n');
  }
  const before = await rowsIn(console.home);
  await expect(post(cutOff())).rejects.toThrow(/./);
  const refused = await post(faulty());
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({ errors: [{ path: "line 3001: id" }] });
  await untilRows(console.home, (count) => count === before);
  await expect.poll(async () => (await get<{ total: number }>(console, "?q=unfinished")).total).toBe(0);
});

const medianOf = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function rowsIn(home: string): Promise<number> {
  const client = createClient({ url: `file:${join(home, "data/trackside.db")}`, timeout: 5000 });
  const { rows: found } = await client.execute("SELECT count(*) AS n FROM dataset_items");
  client.close();
  return Number(found[0]?.["n"]);
}

async function untilRows(home: string, holds: (count: number) => boolean): Promise<void> {
  while (!holds(await rowsIn(home))) await new Promise((resolve) => setTimeout(resolve, 20));
}
