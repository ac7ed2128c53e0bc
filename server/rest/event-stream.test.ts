import { connect } from "node:net";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import type { RunEvent } from "@/server/domain/run-event";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head } from "@/server/testing/raw-request";
import { readStream } from "@/server/testing/read-stream";
import { agentFile } from "@/server/testing/test-console";

const gate = `const gate = async (file) => { while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 5)); };`;
const files = {
  // Steps of several kinds, some at once; then it waits for the file, if it is given one.
  "steps.ts": agentFile(
    "steps",
    `await ctx.plan("go");
     await ctx.flow("main", () => Promise.all([0, 1, 2].map(async (lane) => {
       for (let i = 0; i < input.steps; i++) {
         await ctx.step("work", { input: { lane, i } }, () => new Promise((done) => setTimeout(done, input.ms ?? 0, i)));
         await ctx.step("ask", { kind: "model", input: { lane, i } }, () => "x".repeat(input.size ?? 1));
       }
     })));
     if (input.file) await ctx.step("gate", { kind: "custom" }, () => gate(input.file));
     return "done";`,
    `import { existsSync } from "node:fs";\n${gate}`,
  ),
};

let console: HttpConsole;
let ended: RunSummary;
let whole: RunEvent[];
beforeAll(async () => {
  console = await openHttpConsole({ files });
  ended = await console.startRun("steps", { input: { steps: 4 }, wait: true });
  whole = await wholeOf(ended);
}, openingTakesMs);
afterAll(() => console.close());

/** All events of a run, in the order of a stream, as the run's own answer tells them. */
async function wholeOf(run: RunSummary): Promise<RunEvent[]> {
  return (await console.detail(run)).events.toSorted((a, b) => a.seq - b.seq);
}

const open = (run: Pick<RunSummary, "runId">, after?: number | string): Promise<Response> =>
  console.get(`/api/agents/steps/runs/${run.runId}/events`, {
    headers: { accept: "text/event-stream", ...(after === undefined ? {} : { "last-event-id": String(after) }) },
  });

/** Reads some events, or up to the end; then hangs up. */
async function read(answer: Response, most = Infinity): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  if (most === 0) {
    // Left alone it would stay open until the collector comes by.
    await answer.body?.cancel();
    return events;
  }
  for await (const { id, event, data } of readStream(answer)) {
    const parsed = JSON.parse(data) as RunEvent;
    expect([id, event]).toEqual([String(parsed.seq), parsed.type]);
    events.push(parsed);
    if (events.length >= most) break;
  }
  return events;
}

const gateFile = (name: string): string => join(console.home, name);
const listeners = async (): Promise<number> => (await console.observe()).listeners;

describe("the stream of a run that has ended", () => {
  test("is every event in order of seq, and then closes", async () => {
    const answer = await open(ended);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answer.headers.get("cache-control")).toMatch(/no-store/);
    expect(answer.headers.get("content-encoding")).toBeNull();
    const events = await read(answer);
    expect(events).toEqual(whole);
    expect(events.map((event) => event.seq)).toEqual(events.map((event) => event.seq).toSorted((a, b) => a - b));
    expect([events[0]?.type, events.at(-1)?.type]).toEqual(["RUN_STARTED", "RUN_ENDED"]);
  });

  test("resumed after any of its events is the rest, without gap or repeat", async () => {
    expect(whole.length).toBeGreaterThan(20);
    const last = whole.at(-1)?.seq ?? 0;
    for (let seq = 0; seq < last; seq++)
      expect(await read(await open(ended, seq))).toEqual(whole.filter((event) => event.seq > seq));
  });

  test("has nothing more for who has seen its end", async () => {
    for (const after of [whole.at(-1)?.seq ?? 0, 999_999]) {
      const answer = await open(ended, after);
      expect([answer.status, await answer.text()]).toEqual([204, ""]);
    }
  });

  test("is not resumed from what is no id", async () => {
    for (const id of ["x", "-1", "1.5", "1e3", "0x1", "1,2", "9".repeat(16), "1 2"]) {
      const answer = await open(ended, id);
      expect([id, answer.status, answer.headers.get("content-type")]).toEqual([id, 400, "application/problem+json"]);
    }
    expect((await open(ended, "")).status).toBe(200);
  });

  test("is found under its own agent only", async () => {
    expect((await console.get(`/api/agents/other/runs/${ended.runId}/events`)).status).toBe(404);
    expect((await open({ runId: "nope" })).status).toBe(404);
  });
});

describe("the stream of a run that goes on", () => {
  test("tells what was, then what comes, and closes when it ends", async () => {
    const file = gateFile("live");
    const run = await console.startRun("steps", { input: { steps: 2, file } });
    const seen: RunEvent[] = [];
    let opened = false;
    for await (const { data } of readStream(await open(run))) {
      const event = JSON.parse(data) as RunEvent;
      seen.push(event);
      if (!event.path?.endsWith(".gate") || opened) continue;
      // It is told of the gate while the gate is shut, and of nothing later.
      expect((await console.detail(run)).summary.status).toBe("running");
      opened = true;
      await writeFile(file, "");
    }
    expect(seen.at(-1)).toMatchObject({ type: "RUN_ENDED", data: { status: "completed" } });
    expect(seen).toEqual(await wholeOf(run));
  });

  test("is whole for each of many who come, go and come back at any moment", async () => {
    const cuts = fc.sample(fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 30, maxLength: 30 }), { numRuns: 8, seed: 7 });
    const run = await console.startRun("steps", { input: { steps: 15, ms: 3 } });
    const follow = async (sizes: number[]): Promise<RunEvent[]> => {
      const seen: RunEvent[] = [];
      for (let i = 0; ; i++) {
        const answer = await open(run, seen.at(-1)?.seq);
        if (answer.status === 204) return seen;
        expect(answer.status).toBe(200);
        seen.push(...(await read(answer, sizes[i % sizes.length])));
      }
    };
    const followed = await Promise.all(cuts.map(follow));
    const all = await wholeOf(run);
    expect(all.length).toBeGreaterThan(100);
    for (const seen of followed) expect(seen).toEqual(all);
  });

  test("is not resumed from what has not been told yet", async () => {
    const file = gateFile("beyond");
    const run = await console.startRun("steps", { input: { steps: 1, file } });
    expect((await open(run, 100_000)).status).toBe(400);
    await writeFile(file, "");
    expect((await read(await open(run))).at(-1)?.type).toBe("RUN_ENDED");
    expect((await open(run, 100_000)).status).toBe(204);
  });

  test("tells a cancelled run's end", async () => {
    const run = await console.startRun("steps", { input: { steps: 1, file: "/nowhere/at/all" } });
    const events = open(run).then((answer) => read(answer));
    const cancelled = await console.get(`/api/agents/steps/runs/${run.runId}/cancel`, { method: "POST" });
    expect(cancelled.status).toBe(202);
    expect((await events).at(-1)).toMatchObject({ type: "RUN_ENDED", data: { status: "cancelled" } });
  });
});

describe("who hangs up", () => {
  test("leaves nobody listening, whether waiting, reading or far behind", async () => {
    const before = await listeners();
    const file = gateFile("left");
    // Large enough that whoever does not read is soon not sent any more.
    const run = await console.startRun("steps", { input: { steps: 40, size: 60_000, file } });
    const path = `/api/agents/steps/runs/${run.runId}/events`;
    const waiting = Array.from({ length: 10 }, () => {
      const socket = connect(console.port, "127.0.0.1");
      socket.resume().write(head(`GET ${path}`));
      return socket;
    });
    const behind = Array.from({ length: 10 }, () => {
      const socket = connect(console.port, "127.0.0.1");
      socket.pause().write(head(`GET ${path}`));
      return socket;
    });
    while ((await listeners()) < before + 20);
    while ((await console.detail(run, "?limit=1")).summary.counts.steps < 3 + 2 * 3 * 40 + 1);
    for (const socket of [...waiting, ...behind]) socket.destroy();
    while ((await listeners()) > before);
    for (let i = 0; i < 5; i++) await read(await open(run), i);
    while ((await listeners()) > before);
    const { timers } = await console.observe();
    for (let i = 0; i < 30; i++) await console.get(path, { method: "HEAD" });
    while ((await console.observe()).timers > timers + 15);
    await writeFile(file, "");
    expect((await read(await open(run, 400))).at(-1)?.type).toBe("RUN_ENDED");
    expect(await listeners()).toBe(before);
    expect(console.output()).not.toMatch(/Error/);
  });
});
