import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Problem } from "@/server/errors";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "plain.ts": agentFile("plain", "return input;"),
      "strict.ts": `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({
  id: "strict",
  input: z.strictObject({ n: z.number().min(1), lines: z.array(z.object({ sku: z.string() })).optional() }),
  run: (_ctx, { n }) => n,
});`,
      "broken.ts": `throw new Error("this file is broken on purpose");`,
    },
  });
}, openingTakesMs);
afterAll(() => console.close());

async function refusal(
  body: string | Buffer<ArrayBuffer>,
  agentId = "plain",
  headers: Record<string, string> = {},
): Promise<Problem> {
  const answer = await console.get(`/api/agents/${agentId}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(answer.status);
  expect(problem.detail).toMatch(/./);
  return problem;
}

describe("a body that is no JSON", () => {
  const broken = [
    "",
    " ",
    "{",
    '{"input":1',
    "{input:1}",
    "{'input':1}",
    '{"input":NaN}',
    '{"input":1,}',
    '{"input":1} x',
    '{"input":01}',
    "\u0000",
  ];
  test.each(broken)("is malformed: %j", async (body) => {
    expect(await refusal(body)).toMatchObject({ status: 400, detail: expect.stringMatching(/^The body is not JSON/) as string });
  });

  test("is refused if it is not UTF-8, rather than mended", async () => {
    const bytes = Buffer.concat([Buffer.from('{"input":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]);
    expect(await refusal(bytes)).toMatchObject({ status: 400 });
    expect(await refusal(Buffer.from('{"input":"ü"}', "utf16le"))).toMatchObject({ status: 400 });
  });

  test("is refused by its type, whatever it holds", async () => {
    for (const type of ["application/xml", "application/jsonp", "application/octet-stream", "", "application/json-patch+json"])
      expect(await refusal('{"input":1}', "plain", { "content-type": type })).toMatchObject({ status: 415 });
    for (const encoding of ["gzip", "br", "x"])
      expect(await refusal('{"input":1}', "plain", { "content-encoding": encoding })).toMatchObject({ status: 415 });
  });

  test("is JSON with a charset, or a byte order mark before it", async () => {
    for (const type of ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=UTF-8"])
      expect((await console.post("/api/agents/plain/runs", { input: 1 }, { "content-type": type })).status).toBe(201);
    expect((await console.post("/api/agents/plain/runs", '\ufeff{"input":1}')).status).toBe(201);
  });
});

describe("a body of the wrong shape", () => {
  const shapes: [body: string, paths: string[]][] = [
    ["null", [""]],
    ["[]", [""]],
    ['"x"', [""]],
    ["1", [""]],
    ["[".repeat(5000) + "]".repeat(5000), [""]],
    ["{}", ["input"]],
    ['{"input":1,"nope":2,"nah":3}', ["nope", "nah"]],
    ['{"input":1,"agentId":"strict"}', ["agentId"]],
    ['{"input":1,"__proto__":{"wait":true}}', ["__proto__"]],
    ['{"input":1,"constructor":{}}', ["constructor"]],
    ['{"input":1,"wait":"yes"}', ["wait"]],
    ['{"input":1,"wait":null}', ["wait"]],
    ['{"input":1,"name":""}', ["name"]],
    ['{"input":1,"name":5}', ["name"]],
    [`{"input":1,"name":"${"x".repeat(201)}"}`, ["name"]],
    ['{"input":1,"timeoutMs":0}', ["timeoutMs"]],
    ['{"input":1,"timeoutMs":-1}', ["timeoutMs"]],
    ['{"input":1,"timeoutMs":1.5}', ["timeoutMs"]],
    ['{"input":1,"timeoutMs":"1"}', ["timeoutMs"]],
    ['{"input":1,"timeoutMs":2147483648}', ["timeoutMs"]],
    ['{"input":1,"tags":"a"}', ["tags"]],
    ['{"input":1,"tags":["a","",5]}', ["tags.1", "tags.2"]],
    [JSON.stringify({ input: 1, tags: Array.from({ length: 51 }, () => "x") }), ["tags"]],
    ['{"input":1,"metadata":[]}', ["metadata"]],
    ['{"input":1,"metadata":"x"}', ["metadata"]],
    [JSON.stringify({ input: 1, metadata: { a: "x".repeat(70_000) } }), ["metadata"]],
    ['{"input":1,"roomId":""}', ["roomId"]],
    [`{"input":1,"entityId":"${"x".repeat(257)}"}`, ["entityId"]],
    ['{"input":1,"runIdPrefix":"../x"}', ["runIdPrefix"]],
    ['{"input":1,"runIdPrefix":""}', ["runIdPrefix"]],
    ['{"name":5,"tags":5,"roomId":5}', ["input", "name", "tags", "roomId"]],
  ];
  test.each(shapes)("is refused field by field: %.60s", async (body, paths) => {
    const problem = await refusal(body);
    expect(problem).toMatchObject({ status: 400, type: "urn:trackside:bad-input" });
    expect(problem.errors?.map((fault) => fault.path)).toEqual(paths);
  });

  test("is refused where a short text is no text", async () => {
    for (const text of ["a\\u0000b", "\\ud800", "x\\udc00y"])
      for (const field of ["name", "roomId", "entityId", "messageId"])
        expect((await refusal(`{"input":1,"${field}":"${text}"}`)).errors?.map((fault) => fault.path)).toEqual([field]);
    expect((await refusal('{"input":1,"tags":["\\ud800"]}')).errors?.map((fault) => fault.path)).toEqual(["tags.0"]);
  });
});

describe("an input", () => {
  test("that does not fit the agent's schema is named field by field", async () => {
    const fits: [input: string, path: string][] = [
      ["null", "input"],
      ['"x"', "input"],
      ["{}", "input.n"],
      ['{"n":0}', "input.n"],
      ['{"n":"1"}', "input.n"],
      ['{"n":1,"x":1}', "input.x"],
      ['{"n":1,"lines":[{"sku":"a"},{"sku":1}]}', "input.lines.1.sku"],
      [`{"n":${"[".repeat(900)}${"]".repeat(900)}}`, "input.n"],
      ['{"n":1,"__proto__":{"n":1}}', "input.__proto__"],
    ];
    for (const [input, path] of fits) {
      const problem = await refusal(`{"input":${input}}`, "strict");
      expect([input, problem.status, problem.errors?.map((fault) => fault.path)]).toEqual([input, 422, [path]]);
      expect(problem.detail).toContain(path);
    }
    expect((await console.post("/api/agents/strict/runs", { input: { n: 1 } })).status).toBe(201);
  });

  test("for no agent is not found", async () => {
    expect(await refusal('{"input":1}', "nope")).toMatchObject({ status: 404 });
    expect(await refusal('{"input":1}', "broken")).toMatchObject({ status: 404 });
    const { problems } = (await (await console.get("/api/agents")).json()) as { problems: { file: string; error: string }[] };
    expect(problems).toMatchObject([
      { file: expect.stringContaining("broken.ts") as string, error: expect.stringContaining("on purpose") as string },
    ]);
  });

  test("nested past all reason is refused, and so is a number that would be changed", async () => {
    for (const depth of [1001, 5000, 100_000])
      expect((await refusal(`{"input":${"[".repeat(depth)}${"]".repeat(depth)}}`)).errors?.map(({ path }) => path)).toEqual([
        "input",
      ]);
    const object = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    expect((await refusal(`{"input":${object}}`)).status).toBe(400);
    expect((await refusal(`{"input":1,"metadata":${object}}`)).status).toBe(400);
    for (const number of ["9007199254740993", "-9007199254740993", "123456789012345678901", "1e400", "-1e309"]) {
      const problem = await refusal(`{"input":{"id":[${number}]}}`);
      expect([number, problem.status]).toEqual([number, 400]);
      expect(problem.detail).toContain(number);
    }
  });
});
