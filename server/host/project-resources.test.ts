import { afterEach, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const config = `import { defineConfig } from "trackside";
let made = 0;
export default defineConfig({
  resources: { limits: { euros: 50 }, shop: async () => ({ call: ++made, at: "test" }), late: () => { throw new Error("cannot be made yet"); } },
  environments: { prod: { resources: { limits: { euros: 500 } } } },
});`;
const reads = agentFile(
  "reads",
  `const shop = await ctx.resource("shop"); const said = (name) => { try { return ctx.resource(name); } catch (error) { return error.code ?? error.message; } };
   return { euros: ctx.resource("limits").euros, shop, unknown: said("toString"), late: said("late") };`,
);

test("resources are made once for all runs, by environment, and one that is not there says which are", async () => {
  const files = { "agents/reads.ts": reads, "trackside.config.ts": config };
  home = await openTestConsole({ files });
  const shop = { call: 1, at: "test" };
  const expected = { euros: 50, shop, unknown: "RESOURCE_UNKNOWN", late: "cannot be made yet" };
  expect((await home.runToEnd("reads")).result?.data).toEqual(expected);
  expect((await home.runToEnd("reads")).result?.data).toEqual(expected);
  await home.close();
  home = await openTestConsole({ files, hostEnv: { ...process.env, TRACKSIDE_ENV: "prod" } });
  expect((await home.runToEnd("reads")).result?.data).toEqual({ ...expected, euros: 500 });
});
