import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head } from "@/server/testing/raw-request";
import { agentFile } from "@/server/testing/test-console";

const mebibyte = 1024 * 1024;
const runs = "/api/agents/plain/runs";
const json = ["Host: localhost", "Content-Type: application/json"];

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "plain.ts": agentFile("plain", "return input;") } });
}, openingTakesMs);
afterAll(() => console.close());

const limits: [path: string, headers: string[], limit: number][] = [
  [runs, json, 64],
  ["/api/nope", json, 64],
  ["/api/trpc/runs.start", json, 16],
  ["/agents/plain", ["Host: localhost", "Origin: http://localhost", "Content-Type: multipart/form-data; boundary=x"], 16],
];

/** Sends a body without a length, mebibyte by mebibyte, as long as the other side takes it. */
async function pour(path: string, headers: string[], most: number) {
  const socket = connect(console.port, "127.0.0.1");
  const gone = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  let answer = "";
  let bytes = 0;
  socket.on("error", () => {});
  socket.on("data", (data: Buffer) => (answer += data.toString("latin1")));
  socket.write(head(`POST ${path}`, [...headers, "Transfer-Encoding: chunked"]));
  const chunk = Buffer.from(`100000\r\n${"x".repeat(mebibyte)}\r\n`);
  let sent = 0;
  for (; sent < most && socket.writable && !answer.includes("\r\n\r\n"); sent++) {
    if (!socket.write(chunk)) await Promise.race([gone, new Promise((resolve) => socket.once("drain", resolve))]);
    if (sent % 16 === 0) bytes = Math.max(bytes, (await console.observe()).bytes);
  }
  await gone;
  return { answer, sent, bytes };
}

describe.each(limits)("a body for %s", (path, headers, limit) => {
  test(`that says it is larger than ${limit} MiB is refused before a byte of it is sent`, async () => {
    const {
      status,
      headers: answer,
      body,
    } = await console.raw(head(`POST ${path}`, [...headers, `Content-Length: ${limit * mebibyte + 1}`]));
    expect(status).toBe(413);
    expect(answer.get("content-type")).toBe("application/problem+json");
    expect(answer.get("connection")).toBe("close");
    expect(JSON.parse(body)).toMatchObject({ status: 413, detail: expect.stringContaining(`${limit} MiB`) as string });
  });

  test("is not asked for by 100 Continue if it is too large", async () => {
    const expecting = [...headers, `Content-Length: ${limit * mebibyte + 1}`, "Expect: 100-continue"];
    const socket = connect(console.port, "127.0.0.1", () => socket.write(head(`POST ${path}`, expecting)));
    expect(await textOf(socket)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("a body that does not say how large it is", () => {
  test.each(limits)("for %s is refused while it comes, and is not kept", async (path, headers, limit) => {
    if (path === "/api/nope") return;
    const before = (await console.observe()).bytes;
    const { answer, sent, bytes } = await pour(path, headers, 2000);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    // What is under way in both directions' buffers comes on top.
    expect(sent).toBeGreaterThanOrEqual(limit);
    expect(sent).toBeLessThan(limit + 40);
    expect(bytes - before).toBeLessThan(3 * limit * mebibyte);
  });

  test("leaves nothing behind, however often", async () => {
    const [path, headers] = ["/api/trpc/runs.start", json];
    for (let i = 0; i < 5; i++) await pour(path, headers, 2000);
    const before = (await console.observe()).bytes;
    for (let i = 0; i < 15; i++) await pour(path, headers, 2000);
    expect((await console.observe()).bytes - before).toBeLessThan(80 * mebibyte);
  });
});

describe("a client of one's own", () => {
  test("sees the refusal rather than a broken connection, and goes on", async () => {
    const body = "x".repeat(65 * mebibyte);
    for (let i = 0; i < 3; i++) {
      const answer = await console.post(runs, body);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ status: 413 });
    }
    expect((await console.post(runs, { input: 1 })).status).toBe(201);
  });

  test("who sends the largest body there may be is served", async () => {
    const input = "x".repeat(64 * mebibyte - 12);
    const answer = await console.post(runs, `{"input":"${input}"}`);
    expect(answer.status).toBe(201);
  });

  test("gets nothing done by what it sends behind a refused body", async () => {
    const before = (await (await console.get("/api/runs")).json()) as { total: number };
    const next = `POST ${runs} HTTP/1.1\r\n${json.join("\r\n")}\r\nContent-Length: 11\r\n\r\n{"input":1}`;
    const refused = `POST /api/trpc/runs.start HTTP/1.1\r\n${json.join("\r\n")}\r\nContent-Length: ${17 * mebibyte}\r\n\r\n`;
    const { status } = await console.raw(refused, Buffer.alloc(17 * mebibyte, "x"), next);
    expect(status).toBe(413);
    expect(await (await console.get("/api/runs")).json()).toMatchObject({ total: before.total });
  });
});

describe("bodies that never come whole", () => {
  test("do not keep others waiting, and end with their connection", async () => {
    const said = console.output().length;
    const half = Array.from({ length: 100 }, (_, i) => {
      const path = i % 2 === 0 ? runs : "/api/trpc/runs.start";
      const socket = connect(console.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(head(`POST ${path}`, [...json, "Content-Length: 1000"]));
      socket.write('{"input":');
      return socket;
    });
    // Beside them some of earlier requests, kept alive: they come and go by themselves.
    await untilObserved(({ sockets }) => sockets >= half.length);
    expect((await console.get("/api/health")).status).toBe(200);
    expect((await console.post(runs, { input: 1, wait: true })).status).toBe(201);
    for (const socket of half) socket.destroy();
    await untilObserved(({ sockets }) => sockets < half.length / 4);
    expect(console.output().slice(said)).toBe("");
  });
});

async function untilObserved(holds: (seen: Awaited<ReturnType<HttpConsole["observe"]>>) => boolean): Promise<void> {
  while (!holds(await console.observe()));
}

function textOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.on("data", (data: Buffer) => (text += data.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () => resolve(text));
  });
}
