import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunPage } from "@/server/domain/run";
import { makeFolder, startCli, type Ended } from "@/server/testing/cli-process";
import { openingTakesMs } from "@/server/testing/http-console";

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => folder.remove());

const none = { TRACKSIDE_PROJECT: "", TRACKSIDE_DATA_DIR: "" };
const cli = (args: string[], cwd = folder.dir): Promise<Ended> => startCli(args, { cwd, env: none }).ended;

/** The compiler itself, as an editor would ask it. */
function checkTypes(dir: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(join(process.cwd(), "node_modules/.bin/tsc"), ["-p", dir, "--noEmit"], (_error, stdout) => resolve(stdout));
  });
}

test(
  "makes a project that runs in the engine as it is, with its data beside it",
  async () => {
    const dir = join(folder.dir, "my project");
    const made = await cli(["init", "my project"]);
    expect([made.code, made.out]).toEqual([0, `${dir}\n`]);
    expect(made.err).toContain(`TRACKSIDE_PROJECT='${dir}' TRACKSIDE_DATA_DIR='${join(dir, ".trackside")}' npm start`);
    expect((await readdir(dir)).toSorted()).toEqual([
      ".gitignore",
      "README.md",
      "agents",
      "trackside.config.ts",
      "tsconfig.json",
    ]);

    const ran = await cli(["run", "hello", "--input", '{"names":["Ada","Grace"]}'], dir);
    expect([ran.code, JSON.parse(ran.out)]).toEqual([0, { greetings: ["Hello, Ada!", "Hello, Grace!"] }]);
    expect(ran.err).toMatch(/^done +hello\.main_flow\.guests\.iter_1\.greet/m);
    expect(await readdir(join(dir, ".trackside"))).toContain("trackside.db");
    const { runs } = JSON.parse((await cli(["runs", "--json"], dir)).out) as RunPage;
    expect(runs.map(({ agentId }) => agentId)).toEqual(["hello"]);
    expect((await cli(["doctor"], dir)).out).toContain(`1 agent in ${dir}`);
  },
  openingTakesMs,
);

test("its types resolve with no node_modules, and wrong ones are found", async () => {
  await cli(["init", "p"]);
  const dir = join(folder.dir, "p");
  expect(await checkTypes(dir)).toBe("");
  await writeFile(
    join(dir, "agents/wrong.ts"),
    `import { defineAgent } from "trackside";
import { generateText } from "ai";
import { MockLanguageModelV3 } from "ai/test";
import { z } from "zod";
import { readFileSync } from "node:fs";
export default defineAgent({
  id: "wrong",
  input: z.object({ count: z.number() }),
  output: z.object({ text: z.string() }),
  async run(ctx, { count }) {
    const word: string = count;
    const { text } = await generateText({ model: new MockLanguageModelV3(), prompt: 1 });
    return ctx.step("s", { input: { word } }, (input) => ({ text: text + input.nothing + readFileSync("x", "utf8") }));
  },
});
`,
  );
  const faults = await checkTypes(dir);
  expect(faults).toMatch(/wrong\.ts\(11,.*'number' is not assignable to type 'string'/);
  expect(faults).toMatch(/wrong\.ts\(12,/);
  expect(faults).toMatch(/wrong\.ts\(13,.*'nothing' does not exist/);
  expect(faults.match(/error TS/g)).toHaveLength(3);
});

test(
  "an agent that imports more of the packages is run with this package's own copies",
  { timeout: openingTakesMs },
  async () => {
    await cli(["init", "p"]);
    const dir = join(folder.dir, "p");
    await writeFile(
      join(dir, "agents/imports.ts"),
      `import { defineAgent } from "trackside";
import { tool } from "ai";
import * as core from "zod/v4/core";
import { z } from "zod";
const schema = z.object({ a: z.number() });
// The file that Node itself would take, and so the host.
const place: string = ${JSON.stringify(pathToFileURL(join(process.cwd(), "node_modules/zod/index.js")).href)};
export default defineAgent({
  id: "imports", input: schema, output: z.boolean(),
  async run(_ctx, input) {
    const own = (await import(place)) as { z: unknown };
    return own.z === z && schema instanceof core.$ZodType && typeof tool === "function" && input.a === 1;
  },
});
`,
    );
    expect(await checkTypes(dir)).toBe("");
    expect(await cli(["run", "imports", "--input", '{"a":1}'], dir)).toMatchObject({ code: 0, out: "true\n" });
  },
);

test("writes over nothing, and names what is in the way", async () => {
  const dir = join(folder.dir, "mine");
  await mkdir(join(dir, "agents"), { recursive: true });
  await writeFile(join(dir, "notes.txt"), "mine");
  await writeFile(join(dir, "agents/hello.ts"), "mine");
  await writeFile(join(dir, "README.md"), "mine");
  const refused = await cli(["init", dir]);
  expect([refused.code, refused.out]).toEqual([2, ""]);
  expect(refused.err).toContain("has agents/hello.ts, README.md already; nothing was written");
  expect((await readdir(dir)).toSorted()).toEqual(["README.md", "agents", "notes.txt"]);
  expect(await readFile(join(dir, "agents/hello.ts"), "utf8")).toBe("mine");

  const file = await cli(["init", join(dir, "notes.txt")]);
  expect([file.code, file.err]).toEqual([2, expect.stringContaining("notes.txt")]);
  const beside = join(folder.dir, "beside");
  await mkdir(beside);
  await writeFile(join(beside, "notes.txt"), "mine");
  expect((await cli(["init", beside])).code).toBe(0);
});
