import { afterEach, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
afterEach(() => home.close());

const shop = agentFile(
  "shop",
  `const order = await ctx.flow("fetch", () => ctx.step("load", () => ({ id: 1, euros: 40 })));
   const price = await ctx.flow("price", () => ctx.flow("tax", () => ctx.step("add", { input: order.euros }, (euros) => euros * 2)));
   return ctx.flow("answer", () => ctx.document("It is " + price));`,
);

async function runOnly(flow: string, staticInputs: Record<string, never> | Record<string, object> = {}) {
  const { run } = await home.caller.runs.start({ agentId: "shop", input: null, flow, staticInputs: staticInputs as never });
  const ended = await home.endOf(run.runId);
  const { steps } = await home.caller.runs.steps({ runId: run.runId });
  return { ended, paths: steps.map(({ path }) => path) };
}

test("one flow alone: the run ends with its result, and the others are passed over", async () => {
  home = await openTestConsole({ files: { "agents/shop.ts": shop } });
  const first = await runOnly("fetch");
  expect([first.ended.status, first.ended.result?.data, first.ended.flow]).toEqual(["completed", { id: 1, euros: 40 }, "fetch"]);
  expect(first.paths).toEqual(["shop", "shop.fetch", "shop.fetch.load"]);

  const inner = await runOnly("price.tax", { "shop.fetch": { euros: 7 } });
  expect(inner.ended.result?.data).toBe(14);
  expect(inner.paths).toEqual(["shop", "shop.price", "shop.price.tax", "shop.price.tax.add"]);

  const last = await runOnly("answer", { "shop.fetch": { euros: 7 }, "shop.price": { a: 1 } });
  expect(last.ended.result).toEqual({ type: "document", data: "It is [object Object]", sources: [] });
});

test("what a flow left out did not give is said, and so is a flow that never came", async () => {
  home = await openTestConsole({ files: { "agents/shop.ts": shop } });
  const broken = await runOnly("price");
  expect(broken.ended.error?.message).toMatch(/euros.*Only the flow price was to run; shop\.fetch gave nothing/);
  const never = await runOnly("pay", { "shop.fetch": { euros: 7 } });
  expect(never.ended.error).toMatchObject({
    code: "FLOW_NOT_REACHED",
    message: expect.stringMatching(/flow pay\. It came by shop\.fetch, shop\.price, shop\.answer\.$/) as string,
  });
  const rerun = await home.caller.runs.rerun({ runId: never.ended.runId });
  expect((await home.endOf(rerun.run.runId)).error?.code).toBe("FLOW_NOT_REACHED");
});

test("a flow is found by its name and by its path, whatever its name holds", async () => {
  home = await openTestConsole({
    files: { "agents/odd.ts": agentFile("odd", `await ctx.flow("a.b", () => 1); return ctx.flow("c d", () => 2);`) },
  });
  const results = [];
  for (const flow of ["a%2Eb", "c d", "c%20d"]) {
    const { run } = await home.caller.runs.start({ agentId: "odd", input: null, flow });
    results.push((await home.endOf(run.runId)).result?.data);
  }
  expect(results).toEqual([1, 2, 2]);
});
