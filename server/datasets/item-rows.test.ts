import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
let datasetId: string;
/** The ids of each version. */
const versions: string[][] = [[], []];
const count = 2600;

beforeAll(async () => {
  console = await openTestConsole();
  ({ id: datasetId } = (await console.caller.datasets.create({ name: "rows" })).dataset);
  const items = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    input: { message: i % 100 === 7 ? `needle ${i}` : `hay ${i}` },
  }));
  await console.caller.datasets.addItems({ datasetId, items });
  versions.push(items.map(({ id }) => id));
  const gone = items.filter((_, i) => i % 3 === 0 && i < 1500).map(({ id }) => id);
  await console.caller.datasets.deleteItems({ datasetId, itemIds: gone });
  const left = items.map(({ id }) => id).filter((id) => !gone.includes(id));
  versions.push(left);
  await console.caller.datasets.updateItem({ datasetId, itemId: left[0] ?? "", input: { message: "changed" } });
  versions.push(left);
});
afterAll(() => console.close());

test("a window of any version begins at any place in its order", async () => {
  for (const version of [2, 3, 4, 2]) {
    const ids = versions[version] ?? [];
    for (const start of [1999, 0, 499, 500, 501, 1000, 2050, 2599, 1234, 5000]) {
      const { rows, total } = await console.caller.datasets.itemRows({ datasetId, version, start, limit: 60 });
      expect(rows.map(({ id, index }) => [id, index])).toEqual(ids.slice(start, start + 60).map((id, at) => [id, start + at]));
      expect(total).toBe(ids.length);
      const { ids: found } = await console.caller.datasets.itemIds({ datasetId, version, start, limit: 700 });
      expect(found).toEqual(ids.slice(start, start + 700));
    }
  }
});

test("an item says which number it has in a version", async () => {
  const ids = versions[3] ?? [];
  for (const at of [0, 498, 499, 500, 501, 1000, 1999, ids.length - 1])
    expect(await console.caller.datasets.openItem({ datasetId, version: 3, itemId: ids[at] ?? "" })).toMatchObject({ index: at });
});

test("an empty version and a version that is not there", async () => {
  const { rows, total } = await console.caller.datasets.itemRows({ datasetId, version: 1, start: 0, limit: 10 });
  expect([rows, total]).toEqual([[], 0]);
  await expect(console.caller.datasets.itemRows({ datasetId, version: 9, start: 0, limit: 10 })).rejects.toThrow(/no version 9/);
});

test("a search gives every match once, with its number in the whole, and says how many there are", async () => {
  const ids = versions[3] ?? [];
  const wanted = ids.map((id, index) => [id, index] as const).filter(([id]) => Number(id.slice(1)) % 100 === 7);
  const seen: (readonly [string, number])[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await console.caller.datasets.searchItems({
      datasetId,
      version: 3,
      q: "needle",
      limit: 5,
      ...(cursor === undefined ? {} : { cursor }),
    });
    expect(page.total).toBe(cursor === undefined ? wanted.length : undefined);
    seen.push(...page.rows.map(({ id, index }) => [id, index] as const));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(wanted);
  const far = await console.caller.datasets.searchItems({ datasetId, version: 3, q: "needle 2507", limit: 5 });
  expect(far.rows.map(({ id, index }) => [id, index])).toEqual([["n2507", ids.indexOf("n2507")]]);
  const none = await console.caller.datasets.searchItems({ datasetId, version: 3, q: "nowhere", limit: 5 });
  expect(none).toEqual({ rows: [], total: 0, nextCursor: null });
});

test("a row shows the beginning of a part, of a very large one only its size, and a page is given sizes instead", async () => {
  const { dataset } = await console.caller.datasets.create({ name: "large" });
  const items = [{ id: "a", input: "x".repeat(1000), expected: "y".repeat(300_000) }];
  const { version } = await console.caller.datasets.addItems({ datasetId: dataset.id, items });
  const { rows } = await console.caller.datasets.itemRows({ datasetId: dataset.id, version, start: 0, limit: 10 });
  expect(rows).toEqual([
    {
      id: "a",
      index: 0,
      input: { text: `"${"x".repeat(399)}`, bytes: 1002, cut: true },
      expected: { bytes: 300_002 },
      version: 2,
    },
  ]);
  const opened = await console.caller.datasets.openItem({ datasetId: dataset.id, itemId: "a" });
  expect(opened.large).toEqual(["expected"]);
  expect(opened.item.input).toBe("x".repeat(1000));
  expect(opened.item.expected).toMatchObject({ truncated: true, bytes: 300_002 });
});

test("a change of an item that was changed meanwhile is refused, and nothing is saved", async () => {
  const { dataset } = await console.caller.datasets.create({ name: "two at once" });
  const ref = { datasetId: dataset.id, itemId: "a" };
  await console.caller.datasets.addItems({ datasetId: dataset.id, items: [{ id: "a", input: 1 }] });
  await console.caller.datasets.updateItem({ ...ref, input: 2, ifVersion: 2 });
  await expect(console.caller.datasets.updateItem({ ...ref, input: 3, ifVersion: 2 })).rejects.toThrow(
    /changed meanwhile, in version 3/,
  );
  expect((await console.caller.datasets.item(ref)).item).toMatchObject({ input: 2, version: 3 });
});

test("schemas that are being thought of are tried on the items, and change nothing", async () => {
  const { dataset } = await console.caller.datasets.create({ name: "checked" });
  const ref = { datasetId: dataset.id };
  const items = Array.from({ length: 120 }, (_, i) => ({
    id: `c${i}`,
    input: { total: i % 2 ? i : String(i) },
    expected: "yes",
  }));
  await console.caller.datasets.addItems({ ...ref, items });
  const inputSchema = { type: "object", properties: { total: { type: "number" } } };
  const tried = await console.caller.datasets.trySchemas({ ...ref, inputSchema });
  expect(tried).toMatchObject({ version: 2, checked: 120, misfitCount: 60, complete: true });
  expect(tried.misfits).toHaveLength(50);
  expect(tried.misfits[1]).toEqual({ id: "c2", index: 2, faults: [{ path: "input.total", message: "must be number" }] });
  expect(await console.caller.datasets.checkItems(ref)).toMatchObject({ misfitCount: 0 });
  await console.caller.datasets.update({ ...ref, inputSchema });
  expect(await console.caller.datasets.checkItems(ref)).toMatchObject({ misfitCount: 60 });
  expect(await console.caller.datasets.trySchemas({ ...ref, inputSchema: null })).toMatchObject({ misfitCount: 0 });
  await expect(console.caller.datasets.trySchemas({ ...ref, inputSchema: { type: "nothing" } })).rejects.toThrow(
    /inputSchema is no JSON Schema/,
  );
});

test("items are given as they are in two versions", async () => {
  const first = versions[3]?.[0] ?? "";
  const deleted = "n0";
  const { items } = await console.caller.datasets.compareItems({ datasetId, a: 2, b: 4, itemIds: [first, deleted, "nobody"] });
  expect(items).toEqual([
    { id: first, before: { input: { message: "hay 1" } }, after: { input: { message: "changed" } } },
    { id: deleted, before: { input: { message: "hay 0" } } },
    { id: "nobody" },
  ]);
});
