import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(home.projectDir, name)), { recursive: true });
  await writeFile(join(home.projectDir, name), text);
}

describe("a project folder", () => {
  test("whose files fail in every way: each is named with its error, the others load", async () => {
    home = await openTestConsole({
      files: {
        "agents/good.ts": agentFile("good", "return 1"),
        "agents/throws.ts": `throw new Error("broken on purpose");`,
        "agents/syntax.ts": "export default {",
        "agents/missing.ts": `import x from "no-such-package"; export default x;`,
        "agents/nothing.ts": "export const a = 1;",
        "agents/bad-id.ts": agentFile("Bad Id", "return 1"),
        "agents/same.ts": agentFile("good", "return 2"),
        "agents/good.test.ts": `throw new Error("tests are not agents");`,
        "agents/in-a-folder/agent.ts": agentFile("in-a-folder", "return 3"),
      },
    });
    const { agents, problems } = await home.caller.agents.list();
    expect(agents.map((agent) => agent.id)).toEqual(["good", "in-a-folder"]);
    const errors = Object.fromEntries(problems.map(({ file, error }) => [file, error]));
    expect(Object.keys(errors).toSorted()).toEqual(
      ["bad-id", "missing", "nothing", "same", "syntax", "throws"].map((name) => `agents/${name}.ts`),
    );
    expect(errors["agents/throws.ts"]).toContain("broken on purpose");
    expect(errors["agents/syntax.ts"]).toMatch(/agents\/syntax\.ts:1:\d+/);
    expect(errors["agents/missing.ts"]).toContain("no-such-package");
    expect(errors["agents/nothing.ts"]).toContain("defineAgent");
    expect(errors["agents/bad-id.ts"]).toContain("Bad Id");
    expect(errors["agents/same.ts"]).toContain("agents/good.ts");
  });

  test("uses its own copy of a package where it has one, shares modules between files, and knows its own place", async () => {
    home = await openTestConsole({
      files: {
        "node_modules/zod/package.json": `{ "name": "zod", "type": "module", "exports": "./index.js" }`,
        "node_modules/zod/index.js": "export const z = undefined; export const mine = 'my own zod';",
        "lib/counter.ts": "export const counter = { n: 0 };",
        "lib/data.json": `{ "answer": 42 }`,
        "agents/one.ts": `import { defineAgent } from "trackside"; import { mine } from "zod"; import { counter } from "../lib/counter"; import data from "../lib/data.json";
export default defineAgent({ id: "one", run: () => ({ mine, n: ++counter.n, here: import.meta.dirname, answer: data.answer }) });`,
        "agents/two.ts": `import { defineAgent } from "trackside"; import { counter } from "../lib/counter.js";
export default defineAgent({ id: "two", run: () => ++counter.n });`,
      },
    });
    expect((await home.caller.agents.list()).problems).toEqual([]);
    expect((await home.runToEnd("one")).result?.data).toEqual({
      mine: "my own zod",
      n: 1,
      here: join(home.projectDir, "agents"),
      answer: 42,
    });
    expect((await home.runToEnd("two")).result?.data).toBe(2);
  });

  test("gives an agent a new revision when it or what it imports changes, and only then", async () => {
    const file = (say: string) => `import { defineAgent } from "trackside"; import { word } from "../lib/word";
export default defineAgent({ id: "says", run: () => word + ${JSON.stringify(say)} });`;
    home = await openTestConsole({
      dev: true,
      files: {
        "lib/word.ts": `export const word = "hello ";`,
        "agents/says.ts": file("you"),
        "agents/other.ts": agentFile("other", "return 1"),
      },
    });
    const revisions = async () =>
      Object.fromEntries((await home.caller.agents.list()).agents.map(({ id, revision }) => [id, revision]));
    const first = await revisions();
    expect((await home.runToEnd("says")).result?.data).toBe("hello you");
    await write("lib/word.ts", `export const word = "good day ";`);
    await until(home.ctx.live, "agents", async () => (await revisions())["says"] !== first["says"]);
    expect((await home.runToEnd("says")).result?.data).toBe("good day you");
    expect((await revisions())["other"]).toBe(first["other"]);
    await rm(join(home.projectDir, "agents/other.ts"));
    await until(
      home.ctx.live,
      "agents",
      async () => (await home.caller.agents.get({ agentId: "other" })).agent.problem !== undefined,
    );
    await expect(home.caller.runs.start({ agentId: "other", input: null })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});
