import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { itemId, type ImportFormat, type Item, type NewItem } from "@/server/domain/dataset";
import { openTestConsole } from "@/server/testing/test-console";
import { exportItems } from "./export-items";
import { importItems } from "./import-items";
import { escapeCell, unescapeCell } from "./csv-cell";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const newDataset = async (): Promise<string> => (await console.caller.datasets.create({ name: "round" })).dataset.id;

async function exported(datasetId: string, format: ImportFormat): Promise<string> {
  const { text } = await exportItems({ ctx: console.ctx, input: { datasetId, format } });
  let all = "";
  for await (const piece of text) all += piece;
  return all;
}

/** In pieces of any length, as a network cuts them. */
async function* inPieces(text: string, length: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function roundTrip(from: string, format: ImportFormat, length = 7): Promise<{ text: string; datasetId: string }> {
  const text = await exported(from, format);
  const datasetId = await newDataset();
  await importItems({ ctx: console.ctx, input: { datasetId, format, mode: "append" }, body: inPieces(text, length) });
  return { text, datasetId };
}

const withoutTimes = ({ id, input, expected, metadata }: Item) => ({ id, input, expected, metadata });
const itemsOf = async (datasetId: string) =>
  (await console.caller.datasets.items({ datasetId, limit: 100 })).items.map(withoutTimes);

const nasty = fc.constantFrom(
  "=1+1",
  "'=1",
  "''@x",
  "+49 30",
  "-5",
  "@user",
  "\ttab",
  "\rcr",
  "\r\n",
  "",
  " ",
  "'",
  '"',
  "a\nb",
  "a,b",
  "1.10",
  "007",
  "null",
  "true",
  "{}",
  '"quoted"',
  "12345678901234567890",
  "-0",
  "1e3",
  "\ud800",
  "x\udfffy",
  "\0",
  "ü😀",
  "＝1",
  "\ufeffbom",
);
const text = fc.oneof(nasty, fc.string({ unit: "binary" }), fc.string());
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.double({ noNaN: true, min: 2 ** 53, max: 1e21 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("any"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom("__proto__", "2", "1", "toString", "id")), tie("any"), { maxKeys: 4 }),
  ),
})).any;
const id = text.filter((each) => itemId.safeParse(each).success);
const items = fc.uniqueArray(fc.record({ id, input: value, expected: value, metadata: value }, { requiredKeys: ["input"] }), {
  minLength: 1,
  maxLength: 8,
  selector: (item) => item.id ?? item,
});

test("what is exported, imported and exported again is the same, byte for byte; as CSV, the values are", async () => {
  await fc.assert(
    fc.asyncProperty(items, fc.integer({ min: 1, max: 60 }), async (given, length) => {
      const datasetId = await newDataset();
      const plain = JSON.parse(JSON.stringify(given)) as NewItem[];
      await console.caller.datasets.addItems({ datasetId, items: plain });
      const before = await itemsOf(datasetId);
      for (const format of ["jsonl", "json", "csv"] as const) {
        const { text: first, datasetId: copy } = await roundTrip(datasetId, format, length);
        expect(await exported(copy, format)).toBe(first);
        expect(await itemsOf(copy)).toEqual(before);
      }
    }),
    { numRuns: Number(process.env["TRACKSIDE_PROPERTY_RUNS"] ?? 60) },
  );
}, 120_000);

test("a cell that a spreadsheet would take for a formula is escaped, and what was escaped is taken back exactly", () => {
  fc.assert(
    fc.property(text, (cell) => {
      expect(unescapeCell(escapeCell(cell))).toBe(cell);
      expect(escapeCell(cell)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
  );
});

test("numbers and keys are kept as JSON.stringify writes them: once exported, always the same", async () => {
  const datasetId = await newDataset();
  const body = inPieces('[{"input":{"b":1.0,"a":1e3,"2":-0,"1":[1E-7,0.10]},"expected":null}]', 5);
  await importItems({ ctx: console.ctx, input: { datasetId, format: "json", mode: "append" }, body });
  const first = await exported(datasetId, "jsonl");
  expect(first).toMatch(/"input":\{"1":\[1e-7,0\.1\],"2":0,"b":1,"a":1000\},"expected":null\}\n$/);
  expect(await exported((await roundTrip(datasetId, "jsonl")).datasetId, "jsonl")).toBe(first);
});
