import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

const key = "a-key-for-cross-origin";
const page = "https://app.example";
const other = "https://other.example";
let console: HttpConsole;
beforeAll(async () => {
  const env = { TRACKSIDE_CORS_ORIGINS: `${page},http://localhost:5173`, TRACKSIDE_API_KEY: key };
  console = await openHttpConsole({ files: { "plain.ts": agentFile("plain", "return input;") }, env });
}, openingTakesMs);
afterAll(() => console.close());

const runs = "/api/agents/plain/runs";
const from = (origin: string, headers: Record<string, string> = {}) => ({
  origin,
  "sec-fetch-site": "cross-site",
  ...headers,
});
const bearer = { authorization: `Bearer ${key}` };
const permissions = (answer: Response): string[] =>
  [...answer.headers.keys()].filter((name) => name.startsWith("access-control"));

const preflight = (origin: string, path = runs, method = "POST"): Promise<Response> =>
  console.get(path, { method: "OPTIONS", headers: from(origin, { "access-control-request-method": method }) });

describe("an origin named in TRACKSIDE_CORS_ORIGINS", () => {
  test("is told before it asks that it may, without a key and without cookies", async () => {
    for (const [path, method] of [
      [runs, "POST"],
      ["/api/datasets/ds_x", "PATCH"],
      ["/api/nope", "DELETE"],
      ["/api/openapi.json", "GET"],
    ] as const) {
      const answer = await preflight(page, path, method);
      expect([path, answer.status]).toEqual([path, 204]);
      expect(answer.headers.get("access-control-allow-origin")).toBe(page);
      expect(answer.headers.get("access-control-allow-methods")).toContain(method);
      expect(answer.headers.get("access-control-allow-headers")).toMatch(/authorization.*content-type.*idempotency-key/);
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
      expect(answer.headers.get("vary")).toMatch(/origin/i);
    }
  });

  test("writes and reads with the key, and may read why it is refused", async () => {
    const made = await console.post(runs, { input: 1 }, from(page, bearer));
    expect([made.status, made.headers.get("access-control-allow-origin")]).toEqual([201, page]);
    for (const [path, headers, status] of [
      ["/api/runs", bearer, 200],
      ["/api/runs", {}, 401],
      ["/api/nope", bearer, 404],
      ["/api/runs?limit=0", bearer, 400],
      ["/api/runs", { ...bearer, accept: "text/html" }, 406],
    ] as [string, Record<string, string>, number][]) {
      const answer = await console.get(path, { headers: from(page, headers) });
      expect([path, answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([path, status, page]);
      expect(answer.headers.get("vary")).toMatch(/origin/i);
    }
  });

  test("has no use of the cookie of who is signed in here", async () => {
    const signedIn = await console.get("/sign-in", {
      method: "POST",
      body: new URLSearchParams({ key }),
      headers: { origin: console.url },
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await console.get("/api/runs", { headers: { cookie } })).status).toBe(200);
    expect((await console.get("/api/runs", { headers: from("http://localhost:5173", { cookie }) })).status).toBe(401);
  });

  test("has no more than REST: not tRPC, not the pages", async () => {
    for (const path of ["/api/trpc/runs.list", "/", "/agents/plain"])
      expect(permissions(await preflight(page, path))).toEqual([]);
    const written = await console.post("/api/trpc/runs.start", { agentId: "plain", input: 1 }, from(page, bearer));
    expect([written.status, permissions(written)]).toEqual([403, []]);
  });
});

describe("any other origin", () => {
  test.each([other, "https://app.example.evil", "http://app.example", "https://app.example:8443", "HTTPS://APP.EXAMPLE", "null"])(
    "%s gets nothing",
    async (origin) => {
      expect(permissions(await preflight(origin))).toEqual([]);
      const written = await console.post(runs, { input: 1 }, from(origin, bearer));
      expect([written.status, permissions(written)]).toEqual([403, []]);
      expect(permissions(await console.get("/api/runs", { headers: from(origin, bearer) }))).toEqual([]);
    },
  );

  test("gets nothing by the console's own name either", async () => {
    const answer = await console.raw(
      `GET /api/runs HTTP/1.1\r\nHost: evil.example\r\nOrigin: ${page}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer.status).toBe(421);
  });
});
