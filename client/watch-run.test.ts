import { spawn } from "node:child_process";
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";
import { createClient, TracksideError, type RunEvent } from "./client";

const steps = 40;
let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "steady.ts": agentFile(
        "steady",
        `for (let n = 0; n < ${steps}; n++) await ctx.step("s", { kind: "action" }, () => pause(10)); return 1;`,
        'import { setTimeout as pause } from "node:timers/promises";',
      ),
      "endless.ts": agentFile("endless", "await new Promise(() => {});"),
      "asking.ts": agentFile(
        "asking",
        "return (await createClient({ baseUrl: input }).getHealth()).status;",
        'import { createClient } from "trackside/client";',
      ),
    },
  });
}, openingTakesMs);
afterAll(() => console.close());

type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A line to the console that breaks as it is told to: each request of a stream meets the next fault, then there are none. */
async function openBadLine(faults: Fault[]) {
  const asked: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    if (request.url?.endsWith("/events")) asked.push(request.headers["last-event-id"] as string | undefined);
    const fault = request.url?.endsWith("/events") ? faults.shift() : undefined;
    if (fault?.(request, response)) return;
    const onward = ask(console.url + (request.url ?? ""), { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, asked, close };
}

const answers =
  (status: number, headers: Record<string, string> = {}): Fault =>
  (_request, response) => {
    response.writeHead(status, headers).end("not now");
    return true;
  };
const hangsUp: Fault = (_request, response) => {
  response.destroy();
  return true;
};
/** Lets so many bytes through, and breaks off wherever that is. */
const breaksAfter =
  (bytes: number): Fault =>
  (request, response) => {
    let left = bytes;
    const onward = ask(console.url + (request.url ?? ""), { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.on("data", (chunk: Buffer) => {
        const isLast = chunk.byteLength >= left;
        // What was sent arrives, then the line is cut.
        response.write(chunk.subarray(0, left), () => isLast && setTimeout(() => response.destroy(), 20));
        left = Math.max(0, left - chunk.byteLength);
      });
      answer.on("end", () => response.destroy());
    });
    response.on("close", () => onward.destroy());
    onward.on("error", () => response.destroy());
    onward.end();
    return true;
  };
/** Closes in order, as a console does that is stopped: between two events. */
const ends: Fault = (_request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" }).end(": open\n\n");
  return true;
};

async function watch(url: string, runId: string, after?: number): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of createClient({ baseUrl: url }).watchRun(runId, { after, signal: AbortSignal.timeout(25_000) }))
    events.push(event);
  return events;
}

describe("a run that is watched", () => {
  test("over a line that breaks anywhere is seen whole, each event once and in order", async () => {
    const line = await openBadLine([
      answers(503, { "retry-after": "0" }),
      breaksAfter(1234),
      hangsUp,
      breaksAfter(2001),
      ends,
      breaksAfter(900),
      answers(502),
      breaksAfter(1500),
      breaksAfter(3),
      answers(429, { "retry-after": "0" }),
    ]);
    const run = await console.startRun("steady", { input: null });
    const events = await watch(line.url, run.runId);
    const { events: all } = await console.detail(run);
    expect(events).toEqual(all.toSorted((a, b) => a.seq - b.seq));
    expect(events.at(-1)?.type).toBe("RUN_ENDED");
    expect(line.asked.length).toBeGreaterThanOrEqual(11);
    expect(line.asked.filter((id) => id === undefined).length).toBeLessThan(4);
    expect(await watch(line.url, run.runId, events.at(-3)?.seq)).toEqual(events.slice(-2));
    expect(await watch(line.url, run.runId, events.at(-1)?.seq)).toEqual([]);
    line.close();
  });

  test("is given up with the reason where asking again would not help, and at once where nobody waits", async () => {
    const client = createClient({ baseUrl: console.url });
    await expect(client.watchRun("run_nothing").next()).rejects.toMatchObject({ status: 404 });
    const line = await openBadLine([answers(401)]);
    const run = await console.startRun("endless", { input: null });
    await expect(createClient({ baseUrl: line.url }).watchRun(run).next()).rejects.toMatchObject({
      status: 401,
      detail: "not now",
    });
    line.close();
    const stop = new AbortController();
    const watched = client.watchRun(run, { signal: stop.signal });
    expect((await watched.next()).value).toMatchObject({ type: "RUN_STARTED" });
    const next = watched.next();
    stop.abort();
    await expect(next).rejects.toMatchObject({ name: "AbortError" });
    for await (const event of client.watchRun(run)) if (event.type === "RUN_STARTED") break;
    await expect(client.waitForRun(run, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: "TimeoutError" });
    await client.cancelRun({ agentId: run.agentId, runId: run.runId });
    expect((await client.waitForRun(run)).status).toBe("cancelled");
  });
});

test("where nobody listens, and where no console does, it is said so", async () => {
  const nobody = createClient({ baseUrl: "http://127.0.0.1:9" });
  await expect(nobody.getHealth()).rejects.toMatchObject({
    name: "TracksideError",
    status: 0,
    detail: expect.stringContaining("127.0.0.1:9") as string,
  });
  await expect(createClient({ baseUrl: `${console.url}/runs` }).getHealth()).rejects.toBeInstanceOf(TracksideError);
  expect(() => createClient({ baseUrl: "localhost" })).toThrow("no address");
});

/** Runs a program in the folder of the package, where it finds it by its name. */
function node(script: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
  return text(child.stdout);
}

describe("the package's file", () => {
  test("is found by its name in Node and in an agent's project, which has no packages", async () => {
    const script = `import { createClient } from "trackside/client";
      console.log((await createClient({ baseUrl: ${JSON.stringify(`${console.url}/`)} }).listAgents()).agents.length);`;
    expect(await node(script)).toBe("3\n");
    const run = await console.startRun("asking", { input: console.url, wait: true });
    expect(run).toMatchObject({ status: "completed", result: { data: "ok" } });
  });

  test("is small, and needs nothing else", async () => {
    const file = await readFile("dist/client.js");
    expect(file.toString()).not.toMatch(/^\s*(?:import|export .* from)\b|require\(|\bprocess\.|\bBuffer\./m);
    expect(gzipSync(file).byteLength).toBeLessThan(6000);
  });
});
