import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "asks.ts": agentFile("asks", 'return ctx.input("approval", { schema: z.object({ ok: z.boolean() }), prompt: "May I?" });'),
      "steps.ts": agentFile(
        "steps",
        'for (let i = 0; i < 12; i++) await ctx.step(i === 7 ? "odd one" : "even", { input: { i } }, ({ i }) => "step " + i); return input;',
      ),
    },
  });
}, openingTakesMs);
afterAll(() => console.close());

const at = (run: RunSummary, rest = ""): string => `/api/agents/${run.agentId}/runs/${run.runId}${rest}`;
const runOf = async (answer: Response): Promise<RunSummary> => ((await answer.json()) as { run: RunSummary }).run;

describe("a run that asks", () => {
  test("is answered by REST: what does not fit is refused by its field, and only the first answer counts", async () => {
    const run = await console.startRun("asks", { input: null, wait: true });
    expect(run.status).toBe("waiting");
    const { events } = await console.detail(run);
    expect(events.at(-1)).toMatchObject({ type: "INPUT_REQUIRED", path: "asks.approval", data: { input: { prompt: "May I?" } } });
    const wrong = await console.post(at(run, "/inputs"), { path: "asks.approval", value: { ok: "yes" } });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "value.ok" }] });
    expect((await console.post(at(run, "/inputs"), { path: "asks.nothing", value: 1 })).status).toBe(404);
    const answers = await Promise.all(
      [1, 2, 3].map(() => console.post(at(run, "/inputs"), { path: "asks.approval", value: { ok: true } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409]);
    // The stream ends with the run.
    expect(await (await console.get(at(run, "/events"))).text()).toContain("INPUT_RECEIVED");
    const { summary } = await console.detail(run);
    expect(summary).toMatchObject({ status: "completed", result: { data: { ok: true } } });
  });
});

describe("a run that has ended", () => {
  test("is run again by REST, at most once for a key, and says where it comes from", async () => {
    const source = await console.startRun("steps", { input: 1, wait: true });
    const rerun = (body: object, headers = {}) => console.post(at(source, "/rerun"), body, headers);
    const first = await rerun({ fromPath: "steps.even#5", wait: true }, { "idempotency-key": "again" });
    expect(first.status).toBe(201);
    const run = await runOf(first);
    expect(run).toMatchObject({ status: "completed", rerunOf: { runId: source.runId, fromPath: "steps.even#5" } });
    expect((await runOf(await rerun({ fromPath: "steps.even#5", wait: true }, { "idempotency-key": "again" }))).runId).toBe(
      run.runId,
    );
    expect((await rerun({ fromPath: "steps.even#6" }, { "idempotency-key": "again" })).status).toBe(422);
    const near = await rerun({ fromPath: "steps.evn#5" });
    expect(near.status).toBe(400);
    expect(await near.text()).toContain("steps.even#5");
    expect((await rerun({ fromPath: "steps.even", input: 2 })).status).toBe(400);
    expect((await rerun({ fromPath: "steps.even#5", staticInputs: { "steps.even": {} } })).status).toBe(400);
    expect((await console.post("/api/agents/asks/runs/" + source.runId + "/rerun", {})).status).toBe(404);
  });

  test("gives its steps in windows", async () => {
    const run = await console.startRun("steps", { input: 1, wait: true });
    const steps = async (query: string) =>
      (await (await console.get(at(run, `/steps?${query}`))).json()) as { steps: Step[]; total: number };
    const all = await steps("");
    expect(all.total).toBe(13);
    const [root] = all.steps;
    expect(root).toMatchObject({ kind: "agent", childCount: 12 });
    const window = await steps(`parent=${root?.id}&offset=5&limit=4`);
    expect(window.total).toBe(12);
    expect(window.steps.map(({ ordinal }) => ordinal)).toEqual([5, 6, 7, 8]);
    expect((await steps("q=odd%20")).steps.map(({ name }) => name)).toEqual(["odd one"]);
    expect((await steps("q=step+7")).steps.map(({ name }) => name)).toEqual(["odd one"]);
    expect((await steps("status=error")).total).toBe(0);
    expect((await console.get(at(run, "/steps?limit=0"))).status).toBe(400);
  });

  test("is deleted; one that goes on is not", async () => {
    const run = await console.startRun("steps", { input: 1, wait: true });
    const again = await runOf(await console.post(at(run, "/rerun"), { fromPath: "steps.even#3", wait: true }));
    const waiting = await console.startRun("asks", { input: null, wait: true });
    expect((await console.get(at(waiting), { method: "DELETE" })).status).toBe(409);
    expect((await console.get(at(run), { method: "DELETE" })).status).toBe(204);
    expect((await console.get(at(run))).status).toBe(404);
    expect((await console.get(at(run), { method: "DELETE" })).status).toBe(404);
    // What the re-run took over is still whole.
    const { events } = await console.detail(again);
    expect(events.find((event) => event.path === "steps.even" && event.type === "ACTION_COMPLETED")).toMatchObject({
      data: { result: "step 0", status: "reused" },
    });
  });
});
