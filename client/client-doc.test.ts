import { transform } from "esbuild";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ env: { TRACKSIDE_PROJECT: join(process.cwd(), "examples") } });
}, openingTakesMs);
afterAll(() => console.close());

/** As it stands in the document, but for the console's address; the package is found by its name. */
async function runExample(code: string): Promise<string> {
  const { code: script } = await transform(code.replace("http://127.0.0.1:4700", console.url), { loader: "ts", format: "esm" });
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "pipe"] });
  const [said, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(complaints).toBe("");
  return said;
}

test("each example of the client's document does what it says", async () => {
  const document = await readFile("docs/client.md", "utf8");
  const examples = [...document.matchAll(/```ts\n([^]*?)```/g)].map(([, code = ""]) => code);
  const said = [];
  for (const example of examples) said.push(await runExample(example));
  expect(said).toHaveLength(4);
  expect(said[0]).toMatch(/^1 RUN_STARTED support-triage\n[^]*RUN_ENDED[^]*completed \d+ \{/);
  expect(said[1]).toMatch(/^0 failed\n(?:run_\w+ completed .*\n)+$/);
  expect(said[2]).toMatch(/^3 (?:0|1|0\.\d+)\n/);
  expect(said[3]).toMatch(/^422 The input does not fit .* input\.message\n$/);
});
