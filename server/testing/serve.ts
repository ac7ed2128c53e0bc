import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startConsoleProcess } from "./console-process";
import { writeOddRuns } from "./odd-runs";
import { telling } from "./telling-agent";

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
  run: (ctx, input) => ctx.flow("main", async () => {
    await ctx.step("fine", () => 1);
    if (input?.message) throw new Error(input.message);
    await ctx.step("break", { kind: "tool", input: { order: 8841 } }, () => { throw new TypeError("the order service did not answer <script>alert(1)</script>"); });
  }),
});
`;

/** Asks twice: with fields, and for a bare yes or no. */
const asking = `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({
  id: "asking", name: "Asking", description: "Asks a person, and goes on with the answer",
  input: z.object({ item: z.string() }),
  async run(ctx, { item }) {
    await ctx.step("look_up", { kind: "tool", input: { item } }, () => ({ paid: 39 }));
    const { euros, note } = await ctx.input("approval", {
      prompt: "How much do we pay back for the " + item + "?",
      schema: z.object({ euros: z.number().min(0).max(39).describe("At most what was paid"), note: z.string().max(100).optional() }),
    });
    const sure = await ctx.input("sure", { prompt: "Pay back " + euros + " EUR for the " + item + " now?", schema: z.boolean() });
    return { paidBack: sure ? euros : 0, note: note ?? null };
  },
});
`;

/** Fails at a step whose input can be put right. */
const mendable = `import { defineAgent } from "trackside";
export default defineAgent({
  id: "mendable", name: "Mendable", description: "Looks for a policy that is not there",
  run: (ctx) => ctx.flow("main_flow", async () => {
    await ctx.plan("Look the order up, then decide by the policy");
    const order = await ctx.step("lookup", { kind: "tool", input: { order: 8841 } }, () => ({ item: "Kettle" }));
    const policy = await ctx.step("fetch_policy", { kind: "tool", input: { policy: "refunds/xx" } }, ({ policy }) => {
      if (policy === "refunds/xx") throw new RangeError("there is no policy refunds/xx");
      return policy + ": 30 days";
    });
    return ctx.step("decide", { input: { order, policy } }, () => "We refund the Kettle by " + policy);
  }),
});
`;

/** Leaves the question to another agent. */
const delegating = `import { defineAgent } from "trackside";
export default defineAgent({
  id: "delegating", name: "Delegating", description: "Starts another agent and waits for it",
  run: (ctx) => ctx.flow("main_flow", async () => (await ctx.run("asking", { item: "teapot" })).paidBack),
});
`;

/** Keeps a page, and writes into the outcome repository. */
const keeping = `import { defineAgent } from "trackside";
import { writeFileSync } from "node:fs";
export default defineAgent({
  id: "keeping", name: "Keeping", description: "Keeps files",
  async run(ctx) {
    await ctx.step("report", () => ctx.artifact("pages/report.html", "<script>document.title = 'taken'</script>"));
    await ctx.step("publish", () => writeFileSync(ctx.dirs.outcome + "/policy.txt", "Refunds within 30 days, says " + ctx.run.id + "\\n"));
    return "kept";
  },
});
`;

/** Wants a model whose key is not there. */
const keyless = `import { defineAgent } from "trackside";
export default defineAgent({ id: "keyless", name: "Keyless", description: "Asks a model far away", models: ["far"], run: () => "never" });
`;

const config = `import { defineConfig } from "trackside";
export default defineConfig({
  outcome: { name: "shop" },
  models: {
    fast: { provider: "offline", model: "offline-1" },
    far: { provider: "openai", model: "far-1", apiKeyEnv: "TRACKSIDE_TEST_KEY_THAT_IS_NOT_SET" },
    slow: { provider: "offline", model: "slow", parameters: { delayMs: 250, script: [Array.from({ length: 30 }, (_, n) => "word" + n).join(" ")] } },
  },
});
`;

/** A model that takes its time for each word. */
const streaming = `import { streamText } from "ai";
import { defineAgent } from "trackside";
export default defineAgent({
  id: "streaming", name: "Streaming", description: "Writes slowly", models: ["slow"],
  run: (ctx) => ctx.flow("main_flow", async () => {
    let text = "";
    for await (const part of streamText({ model: ctx.model("slow"), prompt: "Write" }).textStream) text += part;
    return text;
  }),
});
`;

/** Does very much at one moment, when it is told to; then goes on step by step. */
const bursting = `import { defineAgent } from "trackside";
import { existsSync } from "node:fs";
import { z } from "zod";
export default defineAgent({
  id: "bursting", name: "Bursting", description: "Does much at once",
  input: z.object({ dir: z.string(), steps: z.number().int() }),
  async run(ctx, { dir, steps }) {
    const gate = (n) => ctx.step("gate_" + n, { input: { n } }, async () => { while (!existsSync(dir + "/" + n)) await new Promise((resolve) => setTimeout(resolve, 20)); });
    await gate(1);
    await ctx.flow("burst", () => Promise.all(Array.from({ length: steps }, (_, n) => ctx.step("item_" + n, { input: { n } }, () => n))));
    await gate(2);
    await gate(3);
  },
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
  await cp(join(process.cwd(), "examples"), join(home, "project"), { recursive: true });
  await writeFile(join(agents, "gated.ts"), gated);
  await writeFile(join(agents, "failing.ts"), failing);
  await writeFile(join(agents, "asking.ts"), asking);
  await writeFile(join(agents, "mendable.ts"), mendable);
  await writeFile(join(agents, "delegating.ts"), delegating);
  await writeFile(join(agents, "streaming.ts"), streaming);
  await writeFile(join(agents, "bursting.ts"), bursting);
  await writeFile(join(agents, "telling.ts"), telling);
  await writeFile(join(agents, "broken.ts"), broken);
  await writeFile(join(agents, "keyless.ts"), keyless);
  await writeFile(join(agents, "keeping.ts"), keeping);
  await writeFile(join(home, "project/trackside.config.ts"), config);
  const env = { TRACKSIDE_DATA_DIR: join(home, "data"), TRACKSIDE_PROJECT: join(home, "project") };
  // A first start makes the database and the example's dataset; only then there is something to write odd runs into.
  await (await startConsoleProcess(env)).kill("SIGTERM");
  await writeOddRuns(env.TRACKSIDE_DATA_DIR);
  const console = await startConsoleProcess(env);
  process.env["TRACKSIDE_TEST_URL"] = console.url;
  process.env["TRACKSIDE_TEST_HOME"] = home;
  return async () => {
    await console.kill("SIGTERM");
    await rm(home, { recursive: true, force: true });
  };
}
