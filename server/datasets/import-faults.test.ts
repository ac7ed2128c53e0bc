import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnMap, ImportFormat } from "@/server/domain/dataset";
import { AppError, type FieldFault } from "@/server/errors";
import { openTestConsole } from "@/server/testing/test-console";
import { importItems } from "./import-items";
import { previewImport } from "./preview-import";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const inputSchema = { type: "object", properties: { n: { type: "number" }, zip: { type: "string" } }, required: ["n"] };
const newDataset = async (more = {}): Promise<string> =>
  (await console.caller.datasets.create({ name: "faulty", ...more })).dataset.id;

async function* inPieces(bytes: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

type File = string | Buffer;
type Given = { mode?: "append" | "replace"; map?: ColumnMap; length?: number };

function load(datasetId: string, format: ImportFormat, file: File, { mode = "append", map, length = 3 }: Given = {}) {
  const body = inPieces(Buffer.from(file as string), length);
  return importItems({ ctx: console.ctx, input: { datasetId, format, mode, ...(map ? { map } : {}) }, body });
}

async function faultsOf(
  datasetId: string,
  format: ImportFormat,
  file: File,
  given?: Given,
): Promise<{ status: number; errors: FieldFault[] }> {
  const cause = await load(datasetId, format, file, given).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(cause instanceof AppError)) throw new Error("the file was taken, or failed in another way", { cause });
  return { status: cause.status, errors: cause.faults ?? [] };
}

const itemsOf = async (datasetId: string) => {
  const { items, total } = await console.caller.datasets.items({ datasetId, limit: 100 });
  expect(total).toBe(items.length);
  return items.map(({ input, expected, metadata }) => ({ input, expected, metadata }));
};

const broken: [what: string, format: ImportFormat, file: File, status: number, path: string, message: RegExp][] = [
  ["an empty file", "csv", "", 400, "line 1", /empty/],
  ["a header alone", "csv", "n\r\n", 400, "line 1", /no row/],
  ["only a byte order mark", "jsonl", "\ufeff", 400, "line 1", /empty/],
  ["an empty array", "json", " [\n] ", 400, "line 1", /empty/],
  ["two columns of a name", "csv", "n,m,n\n1,2,3\n", 400, "line 1", /two columns are named n/],
  ["a column without name", "csv", "n,\n1,2\n", 400, "line 1", /column 2 has no name/],
  ["semicolons", "csv", "n;m\n1;2\n", 400, "line 1", /a ; in its name; columns are separated by commas/],
  ["tabs", "csv", "n\tm\n1\t2\n", 400, "line 1", /a tab in its name/],
  ["a row too short, the last", "csv", "n,m\n1,2\n3,4\n5", 400, "line 4", /has 1 cell where the header has 2/],
  ["a row too long", "csv", "n,m\r\n1,2,3\r\n", 400, "line 2", /has 3 cells/],
  ["a quote never closed", "csv", 'n,m\n1,"a\nb\n', 400, "line 2", /never closed/],
  ["a quote within a plain cell", "csv", 'n,m\n1,a"b\n', 400, "line 2", /quote/],
  ["text behind a quote", "csv", 'n,m\n1,"a"b\n', 400, "line 2", /closed quote/],
  ["a fault below a cell of several lines", "csv", 'n,m\n1,"a\r\nb\nc"\n2\n', 400, "line 5", /has 1 cell/],
  ["a number no double holds, in CSV", "csv", "n\n1\n12345678901234567890\n", 400, "line 3: n", /exactly: 12345678901234567890/],
  ["one within JSON in CSV", "csv", 'input\n"{""n"": 9007199254740993}"\n', 400, "line 2: input", /9007199254740993/],
  ["one in JSONL", "jsonl", '{"n":1}\n{"n":9007199254740993}\n', 400, "line 2", /9007199254740993/],
  ["one deep in JSON", "json", '[{"n":1},\n{\n"n":\n1e999}]', 400, "line 4", /1e999/],
  [
    "bytes that are not UTF-8",
    "csv",
    Buffer.concat([Buffer.from("n\n1\nü"), Buffer.from([0xff]), Buffer.from("\nx\n")]),
    400,
    "line 3",
    /UTF-8/,
  ],
  [
    "a character cut off by the end",
    "jsonl",
    Buffer.concat([Buffer.from('{"n":1}\n"ü'), Buffer.from([0xc3])]),
    400,
    "line 2",
    /UTF-8/,
  ],
  ["UTF-16", "csv", Buffer.from("\ufeffn\n1\n", "utf16le"), 400, "line 1", /UTF-16/],
  ["a line that is no JSON", "jsonl", '{"n":1}\n\n{n:2}\n', 400, "line 3", /not JSON/],
  ["a last line cut off", "jsonl", '{"n":1}\n{"n":', 400, "line 2", /not JSON/],
  ["an array cut off in a row", "json", '[\n{"n":1},\n{"n":2', 400, "line 3", /cut off/],
  ["an array never closed", "json", '[\n{"n":1}\n', 400, "line 3", /closed by \]/],
  ["a comma missing", "json", '[{"n":1}\n{"n":2}]', 400, "line 2", /comma/],
  ["a comma too many", "json", '[{"n":1},\n]', 400, "line 2", /missing/],
  ["something behind the array", "json", '[{"n":1}]\nx', 400, "line 2", /follows/],
  ["a fault within a row of JSON", "json", '[{"n":1},\n{\n"n": 1,\n}]', 400, "line 4", /not JSON/],
  ["no array at all", "json", '"n"', 400, "line 1", /neither/],
  ["a field that is no part of an item", "jsonl", '{"input":{"n":1},"expcted":2}\n', 400, "line 1: expcted", /no part/],
  ["an id that is none", "jsonl", '{"id":{},"input":{"n":1}}\n', 400, "line 1: id", /no id/],
  ["what does not fit the schema", "jsonl", '{"n":1}\n{"n":"x"}\n', 422, "line 2: input.n", /number/],
  ["a field missing", "csv", "n,m\n1,1\n,2\n", 422, "line 3: input.n", /missing/],
  ["an id that comes twice", "jsonl", '{"id":"a","input":{"n":1}}\n{"id":"a","input":{"n":1}}\n', 422, "line 2: id", /taken/],
  ["an id the dataset has", "jsonl", '{"n":1}\n{"id":"there","input":{"n":1}}\n', 422, "line 2: id", /taken/],
  ["a whole and a field of it", "csv", "input,input.n\nx,1\n", 400, "line 2: input.n", /no object/],
  ["a row of nothing", "csv", "input,expected\n,1\n", 400, "line 2: input", /missing/],
];

describe("a file with a fault is refused by its line, and nothing of it is there", () => {
  test.each(broken)("%s", async (_what, format, file, status, path, message) => {
    const datasetId = await newDataset({ inputSchema });
    await console.caller.datasets.addItems({ datasetId, items: [{ id: "there", input: { n: 0 } }] });
    for (const length of [1, 3, 64, 1_000_000]) {
      const { status: said, errors } = await faultsOf(datasetId, format, file, { length });
      expect({ said, errors }).toMatchObject({ said: status, errors: [{ path }] });
      expect(errors[0]?.message).toMatch(message);
    }
    expect(await itemsOf(datasetId)).toHaveLength(1);
    expect((await console.caller.datasets.get({ datasetId })).dataset.version).toBe(2);
    const { faults } = await previewImport({
      ctx: console.ctx,
      input: { datasetId, format, mode: "append" },
      body: inPieces(Buffer.from(file as string), 5),
    });
    expect(faults[0]).toMatchObject({ path });
  });

  test("every one of them is named, in order, up to a hundred", async () => {
    const datasetId = await newDataset({ inputSchema });
    const rows = Array.from({ length: 1500 }, (_, i) => (i % 7 === 6 ? '{"n":"x"}' : '{"n":1}'));
    const { errors } = await faultsOf(datasetId, "jsonl", rows.join("\n"), { length: 999 });
    expect(errors).toHaveLength(100);
    expect(errors.slice(0, 3).map(({ path }) => path)).toEqual(["line 7: input.n", "line 14: input.n", "line 21: input.n"]);
  });
});

describe("a file gives the rows that are in it", () => {
  const good: [what: string, format: ImportFormat, file: string, inputs: unknown[]][] = [
    [
      "CRLF, and no end of the last line",
      "csv",
      "a,b\r\n1,x\r\n2,y",
      [
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ],
    ],
    [
      "CR alone, and empty lines",
      "csv",
      "a,b\r1,x\r\r2,y\r",
      [
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ],
    ],
    ["a byte order mark", "csv", '\ufeff"a"\n1\n', [{ a: 1 }]],
    ["quotes, commas and lines within quotes", "csv", 'a\n"x ""y"", z\nnext"\n', [{ a: 'x "y", z\nnext' }]],
    [
      "JSON or plain text in cells",
      "csv",
      'a,b,c,d,e\n1.10,007,true,"{""x"":[1]}",a b\n',
      [{ a: "1.10", b: "007", c: true, d: { x: [1] }, e: "a b" }],
    ],
    ["fields of the input, and an id that is a field", "csv", "id,q\n7,x\n", [{ id: 7, q: "x" }]],
    ["columns named for the parts", "csv", "id,input.q,input.r.s\n7,x,2\n", [{ q: "x", "r.s": 2 }]],
    [
      "an array over many lines",
      "json",
      '\n[ {"a" : [1,{"b":"]},"}]} ,\n"x\\"",\n3 , null,true\n]\n',
      [{ a: [1, { b: "]}," }] }, 'x"', 3, null, true],
    ],
    ["a single object", "json", '{"input":{"a":1}}\n', [{ a: 1 }]],
    ["rows without input, whole", "jsonl", '{"q":1}\n\n[2]\n"three"', [{ q: 1 }, [2], "three"]],
    ["a key that objects have already", "jsonl", '{"__proto__":{"x":1},"a":2}', [JSON.parse('{"__proto__":{"x":1},"a":2}')]],
  ];
  test.each(good)("%s", async (_what, format, file, inputs) => {
    for (const length of [1, 3, 1_000_000]) {
      const datasetId = await newDataset();
      expect(await load(datasetId, format, file, { length })).toEqual({ imported: inputs.length, version: 2 });
      expect((await itemsOf(datasetId)).map(({ input }) => input)).toEqual(inputs);
    }
  });

  test("where they are mapped to, and texts where the schema says text", async () => {
    const datasetId = await newDataset({ inputSchema });
    const map = { Question: "input.q", Answer: "expected", Nr: "id", Who: "metadata.who", Skip: null };
    await load(datasetId, "csv", "Question,Answer,Nr,Who,Skip,zip,n\nWhy?,42,0010,Ada,x,94109,1\n", { map });
    const { items } = await console.caller.datasets.items({ datasetId });
    expect(items).toMatchObject([
      { id: "0010", input: { q: "Why?", zip: "94109", n: 1 }, expected: 42, metadata: { who: "Ada" } },
    ]);
    await load(datasetId, "jsonl", '{"Question":"Who?","Answer":null,"n":2}', { map });
    expect((await itemsOf(datasetId))[1]).toEqual({ input: { q: "Who?", n: 2 }, expected: null, metadata: undefined });
    expect((await faultsOf(datasetId, "csv", "n\n1\n", { map })).errors[0]).toMatchObject({ path: "line 1" });
    const twice = { a: "input.q", b: "input.q" };
    expect(await load(datasetId, "jsonl", '{"a":"x","n":3}\n{"b":"y","n":4}', { map: twice })).toMatchObject({ imported: 2 });
    const both = await faultsOf(datasetId, "jsonl", '{"a":"x","n":3}\n{"a":"x","b":"y","n":4}', { map: twice });
    expect(both.errors).toMatchObject([{ path: "line 2: b", message: expect.stringContaining("input.q") as string }]);
  });

  test("with cells of 10 MB, as CSV and JSON", async () => {
    const large = "x".repeat(10_000_000);
    for (const [format, file] of [
      ["csv", `input,expected\n"${large}",1\nsmall,2\n`],
      ["jsonl", `{"input":"${large}","expected":1}\n{"input":"small","expected":2}\n`],
      ["json", `[{"input":"${large}","expected":1},{"input":"small","expected":2}]`],
    ] as const) {
      const datasetId = await newDataset();
      await load(datasetId, format, file, { length: 65_536 });
      const first = await console.caller.datasets.items({ datasetId });
      // A page holds 8 MB, or one item.
      expect(first).toMatchObject({ total: 2, hasMore: true });
      expect(first.items.map(({ input }) => (input as string).length)).toEqual([10_000_000]);
      const second = await console.caller.datasets.items({ datasetId, cursor: first.nextCursor ?? "" });
      expect(second).toMatchObject({ items: [{ input: "small", expected: 2 }], hasMore: false });
    }
  });
});
