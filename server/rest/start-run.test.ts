import { connect } from "node:net";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunPage, RunSummary } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head } from "@/server/testing/raw-request";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "plain.ts": agentFile("plain", "return input;"),
      "other.ts": agentFile("other", "return input;"),
      "fails.ts": agentFile("fails", "throw new Error('no');"),
      "asks.ts": agentFile("asks", 'return ctx.input("approval", { schema: z.object({ ok: z.boolean() }), prompt: "May I?" });'),
      // Goes on when the file it is given is there.
      "gated.ts": agentFile(
        "gated",
        `await ctx.step("gate", async () => { while (!existsSync(input)) await new Promise((resolve) => setTimeout(resolve, 5)); }); return "through";`,
        'import { existsSync } from "node:fs";',
      ),
    },
  });
}, openingTakesMs);
afterAll(() => console.close());

const countRuns = async (): Promise<number> => ((await (await console.get("/api/runs")).json()) as RunPage).total;

type Started = { status: number; runId: string | undefined; run: RunSummary | undefined };

async function start(key: string, body: unknown, agentId = "plain"): Promise<Started> {
  const answer = await console.post(`/api/agents/${agentId}/runs`, body, { "idempotency-key": key });
  const { run } = (await answer.json()) as { run?: RunSummary };
  return { status: answer.status, runId: run?.runId, run };
}

describe("an Idempotency-Key", () => {
  test("gives the same run for the same body, also after it has ended", async () => {
    const first = await start("order-1", { input: { a: 1 }, name: "x" });
    expect(first.status).toBe(201);
    const before = await countRuns();
    const again = await start("order-1", { name: "x", input: { a: 1 } });
    expect([again.status, again.runId]).toEqual([201, first.runId]);
    const waited = await start("order-1", { input: { a: 1 }, name: "x", wait: true });
    expect(waited).toMatchObject({ status: 201, runId: first.runId, run: { status: "completed", result: { data: { a: 1 } } } });
    expect(await countRuns()).toBe(before);
  });

  test("gives one run to twenty who ask at once", async () => {
    const before = await countRuns();
    const started = await Promise.all(Array.from({ length: 20 }, () => start("at once", { input: "x", wait: true })));
    expect(new Set(started.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(started.map(({ runId }) => runId)).size).toBe(1);
    expect(await countRuns()).toBe(before + 1);
  });

  test("gives one run to those whose requests come in the very same moment", async () => {
    const before = await countRuns();
    const body = '{"input":"x"}';
    const request = (connection: string): string =>
      `POST /api/agents/plain/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: same moment\r\nContent-Length: ${body.length}\r\nConnection: ${connection}\r\n\r\n${body}`;
    const answers = await console.rawText(
      [...Array.from({ length: 19 }, () => request("keep-alive")), request("close")].join(""),
    );
    expect(answers.match(/^HTTP\/1\.1 \d+/gm)).toEqual(Array.from({ length: 20 }, () => "HTTP/1.1 201"));
    expect(new Set(answers.match(/"runId":"[^"]+"/g)).size).toBe(1);
    expect(await countRuns()).toBe(before + 1);
  });

  test("of twenty with different bodies at once lets one through", async () => {
    const before = await countRuns();
    const started = await Promise.all(Array.from({ length: 20 }, (_, i) => start("differing", { input: i })));
    expect(started.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 422)]);
    expect(await countRuns()).toBe(before + 1);
  });

  test("is refused with another body, and for another agent", async () => {
    const { runId } = await start("order-2", { input: 1 });
    const before = await countRuns();
    for (const body of [{ input: 2 }, { input: "1" }, { input: 1, name: "y" }, { input: 1, tags: ["a"] }])
      expect(await start("order-2", body)).toMatchObject({ status: 422, runId: undefined });
    expect((await start("order-2", { input: 1 }, "other")).status).toBe(422);
    expect(await countRuns()).toBe(before);
    expect((await start("order-2", { input: 1 })).runId).toBe(runId);
  });

  test("is not used up by a request that was refused", async () => {
    expect((await start("order-3", { input: 1, nope: 1 })).status).toBe(400);
    expect((await start("order-3", { input: 1 }, "nope")).status).toBe(404);
    expect((await start("order-3", { input: 1 })).status).toBe(201);
  });

  test("is 1 to 255 characters, each of them meant", async () => {
    expect((await start("", { input: 1 })).status).toBe(400);
    expect((await start("k".repeat(256), { input: 1 })).status).toBe(400);
    const keys = ["k", "K", "k".repeat(255), "a b", "ü", "%00", "'; DROP TABLE runs; --"];
    const ids = [];
    for (const key of keys) ids.push((await start(key, { input: 1 })).runId);
    expect(new Set(ids).size).toBe(keys.length);
    expect((await start("ü", { input: 1 })).runId).toBe(ids[4]);
  });

  test("is not needed: without one, each request is a run", async () => {
    const one = await console.startRun("plain", { input: 1 });
    expect((await console.startRun("plain", { input: 1 })).runId).not.toBe(one.runId);
  });
});

describe("waiting", () => {
  test("answers when the run has ended, however it ended", async () => {
    const gate = join(console.home, "gate-1");
    let answered = false;
    const answer = console.startRun("gated", { input: gate, wait: true }).finally(() => (answered = true));
    await untilRunning("gated");
    expect(answered).toBe(false);
    await writeFile(gate, "");
    expect(await answer).toMatchObject({ status: "completed", result: { data: "through" } });
    expect(await console.startRun("fails", { input: 1, wait: true })).toMatchObject({
      status: "error",
      error: { message: "no" },
    });
    expect(await console.startRun("gated", { input: "/nowhere", timeoutMs: 50, wait: true })).toMatchObject({
      status: "timeout",
    });
    const cancelled = console.startRun("gated", { input: "/nowhere", wait: true });
    const runId = await untilRunning("gated");
    await console.get(`/api/agents/gated/runs/${runId}/cancel`, { method: "POST" });
    expect(await cancelled).toMatchObject({ status: "cancelled" });
  });

  test("answers when the run waits for a person", async () => {
    const run = await console.startRun("asks", { input: 1, wait: true });
    expect(run).toMatchObject({ status: "waiting" });
    const { events } = await console.detail(run);
    expect(events.at(-1)).toMatchObject({ type: "INPUT_REQUIRED", path: "asks.approval" });
    expect((await console.get(`/api/agents/asks/runs/${run.runId}/cancel`, { method: "POST" })).status).toBe(202);
  });

  test("is not waiting unless asked for", async () => {
    const gate = join(console.home, "gate-2");
    const ids: string[] = [];
    for (const body of [{ input: gate }, { input: gate, wait: false }]) {
      const { runId, status } = await console.startRun("gated", body);
      expect(["pending", "running"]).toContain(status);
      ids.push(runId);
    }
    await writeFile(gate, "");
    for (const id of ids) await (await console.get(`/api/agents/gated/runs/${id}/events`)).text();
  });

  test("given up leaves the run going, and leaves nobody listening", async () => {
    const gate = join(console.home, "gate-3");
    const before = (await console.observe()).listeners;
    const body = JSON.stringify({ input: gate, wait: true });
    const socket = connect(console.port, "127.0.0.1");
    const headers = ["Host: localhost", "Content-Type: application/json", `Content-Length: ${body.length}`];
    socket.write(head("POST /api/agents/gated/runs", headers) + body);
    const runId = await untilRunning("gated");
    while ((await console.observe()).listeners !== before + 1);
    socket.destroy();
    while ((await console.observe()).listeners !== before);
    const path = `/api/agents/gated/runs/${runId}`;
    expect(((await (await console.get(path)).json()) as { summary: RunSummary }).summary.status).toBe("running");
    expect(existsSync(gate)).toBe(false);
    await writeFile(gate, "");
    await (await console.get(`${path}/events`)).text();
    expect(await (await console.get(path)).json()).toMatchObject({
      summary: { status: "completed", result: { data: "through" } },
    });
    expect(console.output()).not.toMatch(/Error/);
  });
});

/** The id of the run of this agent that is running, once there is one. */
async function untilRunning(agentId: string): Promise<string> {
  for (;;) {
    const { runs } = (await (await console.get(`/api/agents/${agentId}/runs?status=running`)).json()) as RunPage;
    if (runs[0] !== undefined) return runs[0].runId;
  }
}
