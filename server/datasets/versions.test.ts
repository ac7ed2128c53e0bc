import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Item, NewItem } from "@/server/domain/dataset";
import { openTestConsole } from "@/server/testing/test-console";
import { importItems } from "./import-items";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

type Plain = { id: string; input: unknown; expected?: unknown };
const number = fc.nat(1000);
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("add" as const), count: fc.integer({ min: 1, max: 4 }), value: number }),
    fc.record({ do: fc.constant("patch" as const), at: number, value: number }),
    fc.record({ do: fc.constant("delete" as const), at: number }),
    fc.record({ do: fc.constant("append" as const), count: fc.integer({ min: 1, max: 6 }), value: number }),
    fc.record({ do: fc.constant("replace" as const), count: fc.integer({ min: 1, max: 6 }), value: number, keep: fc.nat(4) }),
    fc.record({ do: fc.constant("broken" as const), count: fc.integer({ min: 1, max: 600 }), replace: fc.boolean() }),
  ),
  { minLength: 1, maxLength: 14 },
);

const plain = ({ id, input, expected }: Item | (NewItem & { id: string })): Plain => ({
  id,
  input,
  ...(expected === undefined ? {} : { expected }),
});

async function* bytesOf(rows: unknown[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

async function readAll(datasetId: string, version: number): Promise<Plain[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await console.caller.datasets.items({ datasetId, version, limit: 3, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    expect(page.hasMore).toBe(page.nextCursor !== null);
    if (page.nextCursor === null) {
      expect(page.total).toBe(items.length);
      return items.map(plain);
    }
    cursor = page.nextCursor;
  }
}

function diffOf(a: Plain[], b: Plain[]) {
  const before = new Map(a.map((item) => [item.id, JSON.stringify(item)]));
  const after = new Set(b.map(({ id }) => id));
  return {
    added: b.filter(({ id }) => !before.has(id)).map(({ id }) => id),
    changed: b.filter((item) => before.has(item.id) && before.get(item.id) !== JSON.stringify(item)).map(({ id }) => id),
    removed: a.filter(({ id }) => !after.has(id)).map(({ id }) => id),
  };
}

test("whatever is changed, every version stays readable as it was, and the counts say what happened", async () => {
  const { caller, ctx } = console;
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const { dataset } = await caller.datasets.create({ name: "model" });
      const datasetId = dataset.id;
      const model: Plain[][] = [[]];
      let next = 0;
      for (const step of all) {
        const now = model.at(-1) ?? [];
        const fresh = (count: number, value: number) =>
          Array.from({ length: count }, (_, i): Plain => ({ id: `i${next++}`, input: { value, i }, expected: value + i }));
        const run = async (format: Plain[], mode: "append" | "replace") =>
          importItems({ ctx, input: { datasetId, format: "jsonl", mode }, body: bytesOf(format) });
        if (step.do === "add") {
          const items = fresh(step.count, step.value);
          await caller.datasets.addItems({ datasetId, items: items as NewItem[] });
          model.push([...now, ...items]);
        } else if (step.do === "append") {
          const items = fresh(step.count, step.value);
          await run(items, "append");
          model.push([...now, ...items]);
        } else if (step.do === "replace") {
          // Some ids come again: some as they were, some changed.
          const kept = now.slice(0, step.keep).map((item, i) => (i % 2 ? { ...item, input: step.value } : item));
          const items = [...kept, ...fresh(step.count, step.value)];
          await run(items, "replace");
          model.push(items);
        } else if (step.do === "broken") {
          const rows = [...fresh(step.count, 1), { id: "i-twice", input: 1 }, { id: "i-twice", input: 2 }];
          await expect(run(rows, step.replace ? "replace" : "append")).rejects.toThrow(/i-twice/);
        } else if (now.length > 0) {
          const at = step.at % now.length;
          const itemId = now[at]?.id ?? "";
          if (step.do === "delete") {
            await caller.datasets.deleteItems({ datasetId, itemIds: [itemId] });
            model.push(now.filter((_, i) => i !== at));
          } else {
            const input = { patched: step.value };
            const { version } = await caller.datasets.updateItem({ datasetId, itemId, input });
            if (version > model.length) model.push(now.map((item, i) => (i === at ? { ...item, input } : item)));
          }
        }
      }
      const { dataset: after } = await caller.datasets.get({ datasetId });
      expect(after).toMatchObject({ version: model.length, itemCount: model.at(-1)?.length });
      const { versions } = await caller.datasets.versions({ datasetId, limit: 100 });
      for (const [at, items] of model.entries()) {
        expect(await readAll(datasetId, at + 1)).toEqual(items);
        const expected = diffOf(model[at - 1] ?? [], items);
        const counts = versions.find(({ version }) => version === at + 1);
        expect(counts).toMatchObject({
          added: expected.added.length,
          changed: expected.changed.length,
          removed: expected.removed.length,
          itemCount: items.length,
        });
      }
      const { added, changed, removed } = await caller.datasets.diff({ datasetId, a: 1 + (model.length >> 1), b: model.length });
      const ids = (list: { id: string }[]) => list.map(({ id }) => id);
      expect({ added: ids(added), changed: ids(changed), removed: ids(removed) }).toEqual(
        diffOf(model[model.length >> 1] ?? [], model.at(-1) ?? []),
      );
    }),
    { numRuns: Number(process.env["TRACKSIDE_PROPERTY_RUNS"] ?? 40) },
  );
}, 120_000);

test("changes at the same time take turns: each makes its version, none is lost", async () => {
  const { caller } = console;
  const { dataset } = await caller.datasets.create({ name: "busy" });
  const datasetId = dataset.id;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => caller.datasets.addItems({ datasetId, items: [{ id: `n${i}`, input: i }] })),
  );
  expect(answers.map(({ version }) => version).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 2));
  expect((await caller.datasets.items({ datasetId, limit: 100 })).items).toHaveLength(40);
  const ids = await Promise.allSettled(
    [1, 2, 3].map((input) => caller.datasets.addItems({ datasetId, items: [{ id: "one", input }] })),
  );
  expect(ids.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
});
