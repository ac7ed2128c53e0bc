import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "@/server/domain/json";
import type { RunPage } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      // What comes in goes through a step and comes out again.
      "echo.ts": agentFile("echo", `return ctx.step("echo", { input }, (given) => given);`),
      "deep.ts": agentFile("deep", "let value = []; for (let i = 1; i < input; i++) value = [value]; return value;"),
      "words.ts": agentFile(
        "words",
        `const bad = String.fromCharCode(0xd83d);
         await ctx.plan(bad + " plan \\0 x"); await ctx.log(bad, { bad });
         await ctx.step("name " + bad + "\\0", () => "cut emoji " + bad);
         await ctx.step("fails", () => { throw new Error("message " + bad + "\\0"); }).catch(() => {});
         return bad + "\\0" + bad;`,
      ),
    },
  });
}, openingTakesMs);
afterAll(() => console.close());

type Whole = { input: string; output: string };

/** Runs the echo, looks at the run by every way there is, and answers with its input and output as they are kept. */
async function echo(body: string): Promise<Whole> {
  const answer = await console.post("/api/agents/echo/runs", `{"input":${body},"wait":true}`);
  const { run: ended } = (await answer.json()) as { run: { runId: string; status: string } };
  expect(ended.status).toBe("completed");
  return look("echo", ended.runId);
}

async function look(agentId: string, runId: string): Promise<Whole> {
  const path = `/api/agents/${agentId}/runs/${runId}`;
  for (const place of [path, `${path}/events`, "/api/runs", `/agents/${agentId}/runs/${runId}`, "/runs", `${path}/steps/1`]) {
    const answer = await console.get(place);
    expect([place, answer.status]).toEqual([place, 200]);
    await answer.arrayBuffer();
  }
  const [input, output] = await Promise.all(
    ["input", "output"].map(async (part) => (await console.get(`${path}/steps/1/${part}`)).text()),
  );
  return { input: input ?? "", output: output ?? "" };
}

const values: [name: string, json: string][] = [
  ["null", "null"],
  ["nothing much", '""'],
  ["NUL", '"a\\u0000b\\u0000"'],
  ["lone surrogates", '["\\ud800x","\\udfff",{"\\ud83d":"\\ude00\\ud83d"}]'],
  [
    "names objects inherit",
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}},"toString":null,"hasOwnProperty":1}',
  ],
  ["the largest whole numbers", "[9007199254740991,-9007199254740991,9007199254740992,0.1,1e21,5e-324,1.7976931348623157e308]"],
  ["digits in text", '"9007199254740993 and 1e400, \\"12345678901234567890\\""'],
  ["1,000 levels", "[".repeat(1000) + "]".repeat(1000)],
  ["many keys", JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i])))],
  ["every kind of space and mark", JSON.stringify("\u2028\u2029\u00a0\ufeff\u202e</script><!--\t\r\n\\\"'`${}")],
];

describe("a value is kept whole:", () => {
  test.each(values)("%s", async (_name, json) => {
    const { input, output } = await echo(json);
    expect(JSON.stringify(JSON.parse(input))).toBe(JSON.stringify(JSON.parse(json)));
    expect(output).toBe(input);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("20 MB of text", async () => {
    const text = "é\\n".repeat(5_000_000);
    const { input, output } = await echo(JSON.stringify(text));
    expect(input === JSON.stringify(text)).toBe(true);
    expect(output === input).toBe(true);
  });

  test("too large to show, it is named by its size and where it is", async () => {
    const run = await console.startRun("echo", { input: "x".repeat(70_000), wait: true });
    const shown = run.input as { truncated: boolean; bytes: number; href: string };
    expect(shown).toMatchObject({ truncated: true, bytes: 70_002 });
    expect(await (await console.get(shown.href)).text()).toBe(JSON.stringify("x".repeat(70_000)));
    const { events } = await console.detail(run);
    for (const type of ["ACTION_STARTED", "ACTION_COMPLETED"]) {
      const data = events.find((event) => event.type === type)?.data ?? {};
      const named = (data["input"] ?? data["result"]) as { truncated: boolean; href: string };
      expect(named.truncated).toBe(true);
      expect(await (await console.get(named.href)).text()).toBe(JSON.stringify("x".repeat(70_000)));
    }
  });
});

describe("what an agent makes", () => {
  test("too deep to show is named, and there in whole; too deep for JSON it ends the run as an error", async () => {
    for (const depth of [1000, 1001, 2500, 4000, 100_000]) {
      const run = await console.startRun("deep", { input: depth, wait: true });
      const { output } = depth > 4000 ? { output: "" } : await look("deep", run.runId);
      if (run.status === "error") expect(run.error?.code).toBe("NOT_RECORDABLE");
      else {
        expect(output).toBe("[".repeat(depth) + "]".repeat(depth));
        const shown = run.result?.data as { truncated?: boolean };
        expect(shown.truncated === true).toBe(depth > 1000);
      }
      expect([depth, run.status]).toEqual([depth, depth > 4000 ? "error" : "completed"]);
    }
  });

  test("of half characters and NULs neither ends the console nor gets lost", async () => {
    const run = await console.startRun("words", { input: null, wait: true });
    expect(run.status).toBe("completed");
    expect(run.result?.data).toBe("\ud83d\0\ud83d");
    const { output } = await look("words", run.runId);
    expect(output).toBe('"\\ud83d\\u0000\\ud83d"');
    const { events } = await console.detail(run);
    const text = (type: string): Json | undefined => events.find((event) => event.type === type)?.data["text"];
    expect(text("PLANNING")).toBe("\ud83d plan \0 x");
    expect(events.filter((event) => event.type === "ACTION_COMPLETED").map((event) => event.data["success"])).toEqual([
      true,
      false,
    ]);
  });
});

describe("what belongs to a run", () => {
  test("comes back as it was sent, on the run and in lists", async () => {
    const body = {
      name: "Näme 😀 <b>",
      tags: ["a", "b c", "😀"],
      roomId: "room/1 ü",
      entityId: "e",
      messageId: "m".repeat(256),
      metadata: {
        nested: [{ a: null }],
        "\0k": "v\0",
      },
      runIdPrefix: "shop-1",
    };
    const run = await console.startRun("echo", { input: 1, ...body, wait: true });
    const { runIdPrefix, ...kept } = body;
    expect(run).toMatchObject(kept);
    expect(run.runId).toMatch(new RegExp(`^${runIdPrefix}_run_\\d{8}_\\d{6}_[0-9a-f]+$`));
    const { runs } = (await (await console.get("/api/runs?limit=1")).json()) as RunPage;
    expect(runs).toMatchObject([kept]);
    const odd = await console.startRun("echo", {
      input: 1,
      metadata: JSON.parse('{"__proto__":{"a":1},"b":2}') as Json,
      wait: true,
    });
    expect(JSON.stringify(odd.metadata)).toBe('{"__proto__":{"a":1},"b":2}');
  });
});
