import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "@/server/domain/json";
import { openTestConsole, until } from "./test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  const env = { ...process.env };
  for (const name of ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "TRACKSIDE_ENV"]) delete env[name];
  home = await openTestConsole({
    hostEnv: env,
    first: true,
    prepare: (project) => cp(join(process.cwd(), "examples"), project, { recursive: true }),
  });
});
afterAll(() => home.close());

/** As the page does it: the form begins with the schema's defaults. */
async function runWithDefaults(agentId: string, given: Record<string, Json> = {}) {
  const { agents } = await home.caller.agents.list();
  const properties = agents.find(({ id }) => id === agentId)?.inputSchema["properties"] as Record<string, { default?: Json }>;
  const defaults = Object.entries(properties).flatMap(([name, schema]) =>
    schema.default === undefined ? [] : [[name, schema.default] as const],
  );
  return home.runToEnd(agentId, { ...Object.fromEntries(defaults), ...given });
}

describe("the examples, with no key and no network", () => {
  test("all load, and every one says what it is", async () => {
    const { agents, problems } = await home.caller.agents.list();
    expect(problems).toEqual([]);
    expect(agents.map(({ id }) => id)).toEqual([
      "order-assistant",
      "refund-desk",
      "research-brief",
      "support-triage",
      "ticket-sorter",
      "ways-to-fail",
    ]);
    expect(agents.filter(({ description, runnable }) => !description || !runnable)).toEqual([]);
  });

  test("research-brief gives a document with the sources it read", async () => {
    const run = await runWithDefaults("research-brief");
    expect(run).toMatchObject({
      status: "completed",
      result: { type: "document", data: expect.stringContaining("## Idempotency keys") as string },
    });
    expect(run.result?.sources?.map(({ title }) => title)).toEqual(["Idempotency keys", "Retries with backoff"]);
    expect(run.counts).toMatchObject({ tools: 1, evaluators: 1, errors: 0 });
  });

  test("refund-desk decides small things itself and asks a person about the rest", async () => {
    expect(await runWithDefaults("refund-desk", { order: "8841" })).toMatchObject({
      result: { data: { decision: "refund", euros: 39, by: "rule" } },
    });
    const { run } = await home.caller.runs.start({ agentId: "refund-desk", input: { order: "8977", reason: "scratched" } });
    await until(home.ctx.live, "runs", async () => (await home.caller.runs.get({ runId: run.runId })).run.status === "waiting");
    const value = { ok: true, euros: 100, note: "half is fair" };
    await home.caller.runs.answer({ runId: run.runId, path: "refund-desk.approval", value });
    expect((await home.endOf(run.runId)).result?.data).toMatchObject({ decision: "refund", euros: 100, by: "person" });
  });

  test.each([
    [
      "error",
      {
        status: "error",
        error: { code: "RangeError", path: "ways-to-fail.main_flow.load_policy", cause: "404 from the policy store" },
      },
    ],
    ["retried", { status: "completed", result: { data: { tries: 3 } }, counts: { errors: 2 } }],
    ["step timeout", { status: "error", error: { code: "STEP_TIMEOUT", path: "ways-to-fail.main_flow.slow_service" } }],
    ["run timeout", { status: "timeout", error: { code: "TIMEOUT" } }],
    ["wrong result", { status: "error", error: { code: "OUTPUT_INVALID" } }],
    ["one of many", { status: "error", error: { path: "ways-to-fail.main_flow.parts.iter_2.part" } }],
    ["nobody listens", { status: "error", error: { message: "Nobody was waiting for this step" } }],
  ])("ways-to-fail fails by %s as it says", async (way, ending) => {
    expect(await runWithDefaults("ways-to-fail", { way })).toMatchObject(ending);
  });

  test("ways-to-fail is mended by another input for the step that failed", async () => {
    const { runId } = await runWithDefaults("ways-to-fail", { way: "error" });
    const path = "ways-to-fail.main_flow.load_policy";
    const { run } = await home.caller.runs.rerun({ runId, fromPath: path, staticInputs: { [path]: { policy: "refunds/en" } } });
    expect(await home.endOf(run.runId)).toMatchObject({ status: "completed" });
  });

  test("order-assistant calls its model and tool, and counts tokens and cost", async () => {
    const run = await runWithDefaults("order-assistant");
    expect(run).toMatchObject({ status: "completed", counts: { modelCalls: 3, tools: 1 }, result: { data: { calls: 3 } } });
    expect(run.result?.data).toMatchObject({ answer: expect.stringContaining("on its way") as string });
    expect(run.usage?.costMicroUsd).toBeGreaterThan(0);
    const { steps } = await home.caller.runs.steps({ runId: run.runId });
    expect(steps.map(({ path }) => path)).toContain("order-assistant.look_up.fast.find_order");
  });

  test("support-tickets is there on the first start, and tells how good ticket-sorter is", async () => {
    const { datasets } = await home.caller.datasets.list({ limit: 20 });
    expect(datasets).toMatchObject([
      { name: "support-tickets", itemCount: 60, description: expect.stringContaining("Sixty support tickets") },
    ]);
    const datasetId = datasets[0]?.id ?? "";
    const scorers = ["right-team", { id: "json-fields" }];
    const { run } = await home.caller.datasetRuns.start({ datasetId, agentId: "ticket-sorter", scorers, concurrency: 8 });
    const now = async () => (await home.caller.datasetRuns.get({ datasetId, runId: run.id })).run;
    await until(home.ctx.live, "runs", async () => (await now()).status === "completed");
    const ended = await now();
    expect(ended).toMatchObject({ totalItems: 60, completedCount: 59, timeoutCount: 1, errorCount: 0 });
    expect(ended.scores["right-team"]).toMatchObject({ n: 59, passRate: expect.closeTo(53 / 60, 5) as number });
  }, 60_000);
});
