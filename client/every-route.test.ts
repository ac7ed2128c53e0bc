import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, expectTypeOf, test } from "vitest";
import type { z } from "zod";
import type * as agents from "@/server/domain/answers/agent-answers";
import type * as datasets from "@/server/domain/answers/dataset-answers";
import type * as datasetRuns from "@/server/domain/answers/dataset-run-answers";
import type * as runs from "@/server/domain/answers/run-answers";
import { handleRequest } from "@/server/rest/handle-request";
import { matchRoute } from "@/server/rest/match-route";
import { describeApi, pathOf } from "@/server/rest/openapi/describe-api";
import type { Content } from "@/server/rest/openapi/openapi-document";
import { routeGroups, routes } from "@/server/rest/routes";
import type { answerInputInput } from "@/server/runs/answer-input";
import type { listStepWindowInput } from "@/server/runs/list-step-window";
import type { rerunBody } from "@/server/runs/rerun-run";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import type { Calls, RerunInput, StepWindow } from "./calls";
import { createClient, TracksideError, type Client, type RunEvent, type RunSummary } from "./client";
import type { Agent, Dataset, DatasetResult, DatasetRun, Item, RunDetail, RunPage, Step, VersionDiff } from "./client";
import { eventsOfRun, operations } from "./operations";

const document = describeApi(routeGroups, "test");
const ajv = new Ajv2020({ strict: false });
/** Each route and status that was answered, and held against the published document. */
const seen = new Set<string>();
let home: Awaited<ReturnType<typeof openTestConsole>>;
let client: Client;
beforeAll(async () => {
  home = await openTestConsole({
    files: {
      "agents/echo.ts": agentFile(
        "echo",
        `if (input.fail) throw new Error("no");
         await ctx.step("look", { kind: "tool", input: { n: 1 } }, async () => { await ctx.artifact("notes/a b.txt", "kept"); return [1]; });
         return { said: input };`,
      ),
      "agents/asks.ts": agentFile("asks", `return ctx.input("what", { schema: z.string(), prompt: "What?" });`),
      "agents/broken.ts": "throw new Error('broken');",
    },
  });
  client = createClient({ baseUrl: "http://localhost", fetch: ask });
});
afterAll(() => home.close());

/** The table itself in place of the network; what comes back must be what the document says. */
const ask = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const request = new Request(url, init);
  request.signal.throwIfAborted();
  const answer = await handleRequest(routes, home.ctx, request);
  const found = matchRoute(routes, request.method, new URL(request.url).pathname);
  if (!("match" in found)) throw new Error(`the client asks for ${request.method} ${request.url}, which is no route`);
  const { route } = found.match;
  const told = document.paths[pathOf(route)]?.[route.method.toLowerCase()]?.responses[String(answer.status)];
  if (!told) throw new Error(`${route.name} answered ${answer.status}, of which the document says nothing`);
  const content: Content = ("content" in told ? told.content : undefined) ?? {};
  const schema = content["application/json"]?.schema;
  if (schema) {
    const fits = ajv.compile({ ...schema, components: document.components });
    expect(fits(await answer.clone().json()), `${route.name} ${answer.status}: ${ajv.errorsText(fits.errors)}`).toBe(true);
  }
  seen.add(`${route.name} ${answer.status}`);
  return answer;
};

/** The same under another address. */
const alsoAt: Record<string, string> = { sendTracesToApi: "/api/otlp/v1/traces" };

test("each route has a method of the client, and each method a route", () => {
  const told = routes.filter(({ name }) => !(name in alsoAt)).map((route) => `${route.name}: ${route.method} ${route.path}`);
  const known = Object.entries({ ...operations, watchRun: eventsOfRun }).map(([name, operation]) => `${name}: ${operation}`);
  expect(known.toSorted()).toEqual(told.toSorted());
});

test("what they take is of the server's own types", () => {
  expectTypeOf<RerunInput>().toEqualTypeOf<z.input<typeof rerunBody>>();
  expectTypeOf<Omit<Calls["answerInput"][0], "agentId">>().toEqualTypeOf<z.input<typeof answerInputInput>>();
  expectTypeOf<Omit<StepWindow, "status">>().toEqualTypeOf<Omit<z.input<typeof listStepWindowInput>, "runId" | "status">>();
});

test("what is answered is told of whole: no field of the console's own types is left out", () => {
  expectTypeOf<z.output<typeof runs.runPage>>().toEqualTypeOf<RunPage>();
  expectTypeOf<z.output<typeof runs.runDetail>>().toEqualTypeOf<RunDetail>();
  expectTypeOf<z.output<typeof runs.oneStep>["step"]>().toEqualTypeOf<Step>();
  expectTypeOf<z.output<typeof agents.oneAgent>["agent"]>().toEqualTypeOf<Agent>();
  expectTypeOf<z.output<typeof datasets.oneDataset>["dataset"]>().toEqualTypeOf<Dataset>();
  expectTypeOf<z.output<typeof datasets.oneItem>["item"]>().toEqualTypeOf<Item>();
  expectTypeOf<z.output<typeof datasets.versionDiff>>().toEqualTypeOf<VersionDiff>();
  expectTypeOf<z.output<typeof datasetRuns.oneDatasetRun>["run"]>().toEqualTypeOf<DatasetRun>();
  expectTypeOf<z.output<typeof datasetRuns.resultPage>["results"]>().toEqualTypeOf<DatasetResult[]>();
});

async function eventsOf(run: RunSummary): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of client.watchRun(run.runId)) events.push(event);
  return events;
}

async function walkRuns(): Promise<void> {
  const { run } = await client.createRun({ agentId: "echo", input: { a: 1 }, tags: ["x"], wait: true }, { idempotencyKey: "k" });
  expect(run).toMatchObject({ status: "completed", result: { data: { said: { a: 1 } } } });
  const ref = { agentId: "echo", runId: run.runId };
  const again = await client.createRun({ agentId: "echo", input: { a: 1 }, tags: ["x"] }, { idempotencyKey: "k" });
  expect(again.run.runId).toBe(run.runId);
  expect(await client.listRuns({ status: "done", tag: ["x"], limit: 1 })).toMatchObject({
    total: 1,
    runs: [{ runId: run.runId }],
  });
  expect((await client.listRunsOfAgent({ agentId: "echo", q: "nowhere in it" })).total).toBe(0);
  const detail = await client.getRun({ ...ref });
  const events = await eventsOf(run);
  expect(events).toEqual(detail.events.toSorted((a, b) => a.seq - b.seq));
  expect((await client.getRun({ ...ref, after: 1, limit: 1 })).events).toHaveLength(1);
  const behind: RunEvent[] = [];
  for await (const event of client.watchRun(run, { after: events.at(-1)?.seq })) behind.push(event);
  expect(behind).toEqual([]);
  const { steps } = await client.listSteps({ ...ref, status: "completed", q: "look" });
  const step = { ...ref, stepId: steps[0]?.id ?? "" };
  expect(await client.getStep(step)).toMatchObject({ step: { name: "look" }, input: { n: 1 }, output: [1] });
  expect(await client.getStepValue({ ...step, part: "output" })).toEqual([1]);
  const { artifacts } = await client.listArtifacts({ ...ref });
  const path = artifacts.find(({ source }) => source === "artifact")?.path ?? "";
  expect(path).toContain("notes/a b.txt");
  expect(await (await client.getArtifact({ ...ref, path })).text()).toBe("kept");
  expect((await (await client.getArchive({ ...ref })).arrayBuffer()).byteLength).toBeGreaterThan(100);
  expect(await client.getOutcome({ ...ref })).toEqual({ outcome: null });
  expect(await client.addScore({ ...ref, scorer: "tone", value: 1 })).toMatchObject({ score: { source: "human" } });
  const rerun = await client.rerunRun({ ...ref, fromPath: "echo.look", wait: true });
  expect((await client.findRun({ runId: rerun.run.runId })).run.rerunOf).toEqual({ runId: run.runId, fromPath: "echo.look" });
  await client.deleteRun({ agentId: "echo", runId: rerun.run.runId });
  const failed = await client.createRun({ agentId: "echo", input: { fail: true }, wait: true });
  expect((await eventsOf(failed.run)).at(-1)).toMatchObject({ type: "RUN_ENDED", data: { status: "error" } });
  const asks = { agentId: "asks" };
  const asking = (await client.createRun({ agentId: "asks", input: null })).run;
  expect((await client.waitForRun(asking)).status).toBe("waiting");
  const { questions } = await client.listInputs({ ...asks, runId: asking.runId });
  expect(questions).toMatchObject([{ path: "asks.what", prompt: "What?", schema: { type: "string" } }]);
  await client.answerInput({ ...asks, runId: asking.runId, path: "asks.what", value: "this" });
  expect((await client.waitForRun(asking.runId)).result?.data).toBe("this");
  const left = (await client.createRun({ agentId: "asks", input: null, wait: true })).run;
  await client.cancelRun({ ...asks, runId: left.runId });
  expect((await client.waitForRun(left)).status).toBe("cancelled");
}

async function walkDatasets(): Promise<void> {
  const { dataset } = await client.createDataset({ name: "n", metadata: { of: "a test" } });
  const ref = { datasetId: dataset.id };
  await client.updateDataset({ ...ref, description: "d", inputSchema: { type: "object" } });
  await client.addItems({ ...ref, items: [{ id: "a/b c", input: { a: 1 }, expected: 1 }] });
  await client.addItems({ ...ref, input: { b: 1 } });
  const file = `{"input":{"c":1}}\n`;
  expect(await client.previewItems({ ...ref, file, format: "jsonl" })).toMatchObject({ rowCount: 1, faultCount: 0 });
  expect(await client.importItems({ ...ref, file: new Blob([file]), format: "jsonl", mode: "append" })).toMatchObject({
    imported: 1,
  });
  const item = { ...ref, itemId: "a/b c" };
  const { version } = await client.updateItem({ ...item, expected: 2 });
  expect((await client.getItem({ ...item, version: version - 1 })).item.expected).toBe(1);
  expect(await client.diffVersions({ ...ref, a: version - 1, b: version })).toMatchObject({
    changed: [{ id: "a/b c", parts: ["expected"] }],
  });
  expect((await client.listItems({ ...ref, limit: 1 })).total).toBe(3);
  const items: unknown[] = [];
  for await (const one of client.all("listItems", { ...ref, limit: 1 })) items.push(one.input);
  expect(items).toEqual([{ a: 1 }, { b: 1 }, { c: 1 }]);
  expect((await client.listVersions(ref)).versions[0]?.version).toBe(version);
  expect(await (await client.exportItems({ ...ref, format: "jsonl" })).text()).toContain('"a/b c"');
  const csv = "q,note\nx,y\n";
  expect(await client.previewDataset({ file: csv, format: "csv", map: { note: null } })).toMatchObject({
    rows: [{ input: { q: "x" } }],
  });
  const made = await client.importDataset({ file: csv, format: "csv", name: "made", map: { note: null } });
  expect((await client.getDataset({ datasetId: made.dataset.id })).dataset.itemCount).toBe(1);
  expect((await client.listDatasets({ q: "made" })).total).toBe(1);
  const { run } = await client.createDatasetRun({ ...ref, agentId: "echo", scorers: ["exact-match"], wait: true });
  const runRef = { ...ref, runId: run.id };
  expect((await client.getDatasetRun(runRef)).run).toMatchObject({ status: "completed", completedCount: 3 });
  expect((await client.listDatasetRuns({ ...ref, status: "completed" })).total).toBe(1);
  expect(await client.listResults({ ...runRef, scorer: "exact-match", max: 0.5 })).toMatchObject({
    total: 1,
    results: [{ itemId: "a/b c" }],
  });
  await client.scoreDatasetRun({ ...runRef, scorers: ["exact-match"] });
  await client.waitForDatasetRun(runRef);
  await client.retryDatasetRun({ ...runRef, statuses: ["completed"] });
  await client.waitForDatasetRun(runRef);
  await client.deleteDatasetRun(runRef);
  const waiting = (await client.createDatasetRun({ ...ref, agentId: "asks", wait: true })).run;
  await client.cancelDatasetRun({ ...ref, runId: waiting.id });
  await client.deleteItem(item);
  await client.deleteDataset({ datasetId: made.dataset.id });
}

test("every answer is what the document says, and every answer it tells of was given", async () => {
  expect((await client.getHealth()).status).toBe("ok");
  expect(await client.getOpenapi()).toMatchObject({ openapi: "3.1.1" });
  expect((await client.listAgents()).problems).toMatchObject([{ file: "agents/broken.ts" }]);
  expect((await client.getAgent({ agentId: "echo" })).agent.runnable).toBe(true);
  expect((await client.listRevisions({ agentId: "echo" })).revisions).toHaveLength(1);
  expect((await client.listScorers()).scorers.map(({ id }) => id)).toContain("exact-match");
  await walkRuns();
  await walkDatasets();
  const log = { type: "run_event", body: { runId: "r-1", status: "started", timestamp: Date.now() } };
  expect(await client.sendLogs({ agentId: "Eliza", logs: [log] })).toMatchObject({ received: 1 });
  const sent = {
    traceId: "1".repeat(32),
    spanId: "2".repeat(16),
    name: "from elsewhere",
    startTimeUnixNano: "1763700000000000000",
  };
  const spans = { file: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [sent] }] }] }), format: "json" } as const;
  expect(await (await client.sendTraces(spans)).json()).toEqual({});
  const ofSpan = { agentId: "unknown_service", runId: sent.traceId, stepId: "1" };
  await expect.poll(() => client.getSpan(ofSpan).catch(() => undefined)).toMatchObject({ start: sent.startTimeUnixNano });
  for (const path of Object.values(alsoAt))
    await ask(`http://localhost${path}`, { method: "POST", body: spans.file, headers: { "content-type": "application/json" } });
  const told = routes.flatMap(({ name, answers }) => Object.keys(answers).map((status) => `${name} ${status}`));
  expect([...seen].filter((one) => !/ [45]/.test(one)).toSorted()).toEqual(told.toSorted());
});

test("a refusal is one kind of error, with all that was said", async () => {
  const refused = await client.createRun({ agentId: "nobody", input: 1 }).catch((cause: unknown) => cause);
  expect(refused).toBeInstanceOf(TracksideError);
  expect(refused).toMatchObject({
    status: 404,
    type: "urn:trackside:not-found",
    detail: expect.stringContaining("nobody") as string,
  });
  const wrong = await client.listRuns({ limit: 0 }).catch((cause: unknown) => cause);
  expect(wrong).toMatchObject({ status: 400, title: "Bad input", errors: [{ path: "limit" }] });
  await expect(client.findRun({ runId: "run_x" }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
});
