import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
let run: RunSummary;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "plain.ts": agentFile("plain", `await ctx.step("one", () => 1); return input;`),
      "other.ts": agentFile("other", "return 1;"),
    },
  });
  run = await console.startRun("plain", { input: 1, wait: true });
}, openingTakesMs);
afterAll(() => console.close());

const at = (path: string): string => path.replace("RUN", run.runId);

async function problemOf(answer: Response): Promise<Record<string, unknown>> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const problem = (await answer.json()) as Record<string, unknown>;
  expect(problem).toMatchObject({
    status: answer.status,
    type: expect.stringMatching(/^(urn:|about:)/) as string,
    title: expect.stringMatching(/./) as string,
    detail: expect.stringMatching(/./) as string,
  });
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/);
  return problem;
}

/** Each address of the API, with the methods it has. */
const addresses: [path: string, methods: string[]][] = [
  ["/api/health", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents/plain", ["GET", "HEAD", "OPTIONS"]],
  ["/api/runs", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents/plain/runs", ["GET", "HEAD", "POST", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN", ["GET", "HEAD", "DELETE", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN/events", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN/cancel", ["POST", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN/steps", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN/steps/1", ["GET", "HEAD", "OPTIONS"]],
  ["/api/agents/plain/runs/RUN/steps/1/input", ["GET", "HEAD", "OPTIONS"]],
  ["/api/trpc/runs.list", ["GET", "HEAD", "POST", "OPTIONS"]],
];

describe.each(addresses)("%s", (path, methods) => {
  test("names its methods to who tries another one", async () => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"].filter((each) => !methods.includes(each))) {
      const answer = await console.get(at(path), {
        method,
        ...(method === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json" } }),
      });
      expect([method, answer.status]).toEqual([method, 405]);
      if (method !== "PROPFIND") expect(answer.headers.get("allow")).toBe(methods.join(", "));
      await problemOf(answer);
    }
  });

  test("names its methods to who asks, without a body", async () => {
    const answer = await console.get(at(path), { method: "OPTIONS" });
    expect([answer.status, answer.headers.get("allow"), await answer.text()]).toEqual([204, methods.join(", "), ""]);
  });

  test("answers HEAD as it does GET, without the body", async () => {
    if (!methods.includes("HEAD") || path.includes("trpc")) return;
    const [got, headed] = [await console.get(at(path)), await console.get(at(path), { method: "HEAD" })];
    expect(headed.status).toBe(got.status);
    expect(headed.headers.get("content-type")).toBe(got.headers.get("content-type"));
    expect(await headed.text()).toBe("");
    expect((await got.text()).length).toBeGreaterThan(0);
  });

  test("answers only in what it has", async () => {
    if (path.includes("trpc") || path.includes("cancel")) return;
    const type = path.endsWith("events") ? "text/event-stream" : "application/json";
    for (const accept of ["text/html", "image/*", "application/xml, text/csv;q=0.5", `${type};q=0`, "*/*;q=0.0", "text/json"]) {
      const answer = await console.get(at(path), { headers: { accept } });
      expect([accept, answer.status]).toEqual([accept, 406]);
      expect((await problemOf(answer))["detail"]).toContain(type);
    }
    const fitting = [
      type,
      type.toUpperCase(),
      "*/*",
      `${type.split("/")[0]}/*`,
      `text/html;q=0.9, ${type};q=0.1`,
      "image/*, */*;q=0.01",
    ];
    for (const accept of fitting) {
      const answer = await console.get(at(path), { headers: { accept } });
      expect([accept, answer.status]).toEqual([accept, 200]);
      await answer.arrayBuffer();
    }
  });
});

describe("what is not there", () => {
  const nowhere = [
    "/api",
    "/api/",
    "/api/nope",
    "/api/Agents",
    "/api/agents/nope",
    "/api/agents/PLAIN",
    "/api/agents/plain/nope",
    "/api/agents/plain/run",
    "/api/agents/plain/runs/nope",
    "/api/agents/nope/runs/RUN",
    "/api/agents/other/runs/RUN",
    "/api/agents/plain/runs/RUN/nope",
    "/api/agents/other/runs/RUN/events",
    "/api/agents/plain/runs/nope/events",
    "/api/agents/plain/runs/RUN/steps/nope",
    "/api/agents/plain/runs/RUN/steps/zzzzzzzzzzz",
    "/api/agents/other/runs/RUN/steps/1",
    "/api/agents/plain/runs/RUN/steps/1/nope",
    "/api/agents/plain/runs/RUN/steps/999/input",
    "/api/agents/other/runs/RUN/steps/1/input",
    "/api/runs/nope",
    "/api/runs/RUN/nope",
    "/api/trpc",
    "/api/trpc/a/b",
    "/api/openapi",
    "/v1/nope",
  ];
  test.each(nowhere)("%s is not found", async (path) => {
    const answer = await console.get(at(path), { redirect: "follow" });
    expect(answer.status).toBe(404);
    if (path !== "/v1/nope") await problemOf(answer);
    expect((await console.get(at(path), { method: "HEAD", redirect: "follow" })).status).toBe(404);
    if (path.startsWith("/api/") && path !== "/api/") {
      const posted = await console.post(at(path), {});
      expect([404, 405]).toContain(posted.status);
      await problemOf(posted);
    }
  });

  test("cannot be cancelled, and what has ended cannot either", async () => {
    const cancel = (path: string): Promise<Response> => console.get(at(path), { method: "POST" });
    expect(await problemOf(await cancel("/api/agents/plain/runs/RUN/cancel"))).toMatchObject({
      status: 409,
      type: "urn:trackside:conflict",
    });
    for (const path of ["/api/agents/other/runs/RUN/cancel", "/api/agents/plain/runs/nope/cancel"])
      expect(await problemOf(await cancel(path))).toMatchObject({ status: 404 });
  });
});

describe("tRPC", () => {
  const call = async (path: string, init?: RequestInit) => {
    const answer = await console.get(`/api/trpc/${path}`, init);
    const { error } = (await answer.json()) as {
      error: { message: string; data: { code: string; httpStatus: number; problem: Record<string, unknown> } };
    };
    expect(error.data.httpStatus).toBe(answer.status);
    expect(error.data.problem["status"]).toBe(answer.status);
    expect(error.message).toBe(error.data.problem["detail"]);
    return { status: answer.status, problem: error.data.problem };
  };
  const input = (value: unknown): string => encodeURIComponent(JSON.stringify(value));

  test("tells what went wrong in the same words", async () => {
    expect(await call("nope")).toMatchObject({ status: 404 });
    expect(await call(`runs.get?input=${input({ runId: "nope" })}`)).toMatchObject({
      status: 404,
      problem: { type: "urn:trackside:not-found" },
    });
    const wrong = await call(`runs.list?input=${input({ limit: 0, nope: 1 })}`);
    expect(wrong).toMatchObject({
      status: 400,
      problem: { type: "urn:trackside:bad-input", errors: [{ path: "limit" }, { path: "nope" }] },
    });
    expect(await call("runs.list")).toMatchObject({ status: 400 });
    expect(await call("runs.list?input={")).toMatchObject({ status: 400 });
    expect(await call(`runs.list?input=${input({ cursor: "x" })}`)).toMatchObject({ status: 400 });
    expect(
      await call("runs.list", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }),
    ).toMatchObject({ status: 405 });
    const cancelled = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ runId: run.runId }),
    };
    expect(await call("runs.cancel", cancelled)).toMatchObject({ status: 409 });
    const broken = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
    expect(await call("runs.start", broken)).toMatchObject({ status: 400 });
  });

  test("answers a few calls at once, not any number", async () => {
    const batch = (size: number): string =>
      `/api/trpc/${Array.from({ length: size }, () => "runs.list").join(",")}?batch=1&input=${input(Object.fromEntries(Array.from({ length: size }, (_, i) => [i, {}])))}`;
    expect((await console.get(batch(10))).status).toBe(200);
    expect((await console.get(batch(11))).status).toBe(400);
  });
});
