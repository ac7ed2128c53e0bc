import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head } from "@/server/testing/raw-request";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ env: { TRACKSIDE_ALLOWED_HOSTS: "trackside.example, other.example:8443" } });
}, openingTakesMs);
afterAll(() => console.close());

const ask = async (line: string, headers: string[]): Promise<number> => (await console.raw(head(line, headers))).status;

const everywhere = [
  "/",
  "/runs",
  "/agents",
  "/agents/x/runs/y",
  "/nope",
  "/sign-in",
  "/icon.svg",
  "/_next/static/chunks/x.js",
  "/_next/image?url=%2Ficon.svg&w=64&q=75",
  "/api",
  "/api/health",
  "/api/nope",
  "/api/agents/x/runs/y/events",
  "/api/trpc/runs.list?input=%7B%7D",
  "/api/trpc/runs.watch?input=%7B%22runId%22%3A%22x%22%7D",
  "/%00",
  "//",
];

describe("a request under a foreign name", () => {
  test.each(everywhere)("is misdirected at %s, whatever its method", async (path) => {
    expect(await ask(`GET ${path}`, ["Host: evil.example"])).toBe(421);
    expect(await ask(`HEAD ${path}`, ["Host: evil.example"])).toBe(421);
    expect(await ask(`POST ${path}`, ["Host: evil.example", "Content-Length: 0"])).toBe(421);
  });

  test("is told so as a problem, naming the name and what to do", async () => {
    const { headers, body } = await console.raw(head("GET /runs", ["Host: evil.example:4700"]));
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(JSON.parse(body)).toMatchObject({
      status: 421,
      title: "Misdirected request",
      detail: expect.stringMatching(/evil\.example.*TRACKSIDE_ALLOWED_HOSTS/) as string,
    });
  });

  test("does not get in as an upgrade, nor by expecting something", async () => {
    // Next listens for upgrades from its first request on.
    expect(await ask("GET /api/health", ["Host: localhost"])).toBe(200);
    const upgrade = [
      "Host: evil.example",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: eA==",
    ];
    expect(await ask("GET /_next/webpack-hmr", upgrade)).toBe(421);
    expect(await ask("POST /api/agents", ["Host: evil.example", "Expect: 100-continue", "Content-Length: 5"])).toBe(421);
    expect(await ask("POST /api/agents", ["Host: evil.example", "Expect: tea", "Content-Length: 5"])).toBe(421);
  });
});

const ours = [
  "localhost",
  "localhost:4700",
  "LOCALHOST",
  "LocalHost:1",
  "localhost.",
  "localhost.:4700",
  "localhost:",
  "127.0.0.1",
  "127.0.0.1:4700",
  "127.8.9.10",
  "127.0.0.1.",
  "[::1]",
  "[::1]:4700",
  "trackside.example",
  "trackside.example:99",
  "Trackside.Example.",
  "other.example:8443",
  "OTHER.example:8443",
];
const foreign = [
  "other.example",
  "other.example:8444",
  "trackside.example.evil.example",
  "evil.example.trackside",
  "xtrackside.example",
  "localhost.evil.example",
  "evil.localhost",
  "127.0.0.1.evil.example",
  "127.0.0.1@evil.example",
  "localhost@evil.example",
  "evil.example:127.0.0.1",
  "localhost:80:80",
  "localhost:x",
  "localhost evil.example",
  "localhost, evil.example",
  "127.1",
  "127.0.0.999",
  "2130706433",
  "0x7f.0.0.1",
  "0.0.0.0",
  "[::]",
  "::1",
  "[::ffff:127.0.0.1]",
  ".",
  ":80",
  "*",
  "",
];

describe("the Host header", () => {
  test.each(ours)("%s is a name of this console", async (name) => {
    expect(await ask("GET /api/health", [`Host: ${name}`])).toBe(200);
  });

  test.each(foreign)("%s is none", async (name) => {
    expect(await ask("GET /api/health", [`Host: ${name}`])).toBe(421);
  });

  test("must be there, once", async () => {
    expect(await ask("GET /api/health HTTP/1.0", [])).toBe(421);
    expect(await ask("GET /api/health", [])).toBe(400);
    for (const second of ["evil.example", "localhost"]) {
      expect(await ask("GET /api/health", ["Host: localhost", `HOST: ${second}`])).toBe(400);
      expect(await ask("GET /api/health", [`host: ${second}`, "Host: localhost"])).toBe(400);
    }
  });

  test("is not replaced by what proxies say in its place", async () => {
    for (const name of ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-Host"]) {
      expect(await ask("GET /api/health", ["Host: evil.example", `${name}: localhost`])).toBe(421);
    }
  });
});

describe("an address that carries a name", () => {
  test("is asked for by that name too", async () => {
    expect(await ask("GET http://evil.example/api/health", ["Host: localhost"])).toBe(421);
    expect(await ask("GET HTTP://localhost@evil.example/api/health", ["Host: localhost"])).toBe(421);
    expect(await ask("GET http://evil.example", ["Host: localhost"])).toBe(421);
    expect(await ask("GET http://localhost/api/health", ["Host: evil.example"])).toBe(421);
  });

  test("is a path like any other where the name is ours", async () => {
    expect(await ask("GET http://localhost:4700/api/health?probe=1", ["Host: localhost:4700"])).toBe(200);
    expect(await ask("GET http://trackside.example/api/nope", ["Host: localhost"])).toBe(404);
    expect(await ask("GET http://localhost/%00", ["Host: localhost"])).toBe(400);
    expect(await ask("GET http://localhost?x=1", ["Host: localhost"])).toBe(200);
  });
});
