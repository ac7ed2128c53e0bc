import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsoleProcess } from "./console-process";

/** Waits, step by step, for files the test writes: so that a test can look at a run exactly half way. */
const gated = `import { defineAgent } from "trackside";
import { existsSync } from "node:fs";
import { z } from "zod";
export default defineAgent({
  id: "gated", name: "Gated", description: "Goes on when told to",
  input: z.object({ dir: z.string(), steps: z.number().int().min(1).max(50) }),
  async run(ctx, { dir, steps }) {
    for (let i = 1; i <= steps; i++)
      await ctx.step("gate_" + i, { input: { i } }, async (_input, { signal }) => {
        while (!existsSync(dir + "/" + i)) {
          signal.throwIfAborted();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return "passed " + i;
      });
    return { passed: steps };
  },
});
`;

const failing = `import { defineAgent } from "trackside";
export default defineAgent({
  id: "failing", name: "Failing", description: "Fails in its second step",
  run: (ctx) => ctx.flow("main", async () => {
    await ctx.step("fine", () => 1);
    await ctx.step("break", { kind: "tool", input: { order: 8841 } }, () => { throw new TypeError("the order service did not answer <script>alert(1)</script>"); });
  }),
});
`;

const broken = `import { defineAgent } from "trackside";
throw new Error("this file is broken on purpose");
`;

/** Starts the built product for the browser tests, on a project of examples and of agents made for looking at. */
export default async function serve(): Promise<() => Promise<void>> {
  const home = await mkdtemp(join(tmpdir(), "trackside-browser-"));
  const agents = join(home, "project/agents");
  await mkdir(agents, { recursive: true });
  await cp(join(process.cwd(), "examples/agents"), agents, { recursive: true });
  await writeFile(join(agents, "gated.ts"), gated);
  await writeFile(join(agents, "failing.ts"), failing);
  await writeFile(join(agents, "broken.ts"), broken);
  const console = await startConsoleProcess({ TRACKSIDE_DATA_DIR: join(home, "data"), TRACKSIDE_PROJECT: join(home, "project") });
  process.env["TRACKSIDE_TEST_URL"] = console.url;
  process.env["TRACKSIDE_TEST_HOME"] = home;
  return async () => {
    await console.kill("SIGTERM");
    await rm(home, { recursive: true, force: true });
  };
}
