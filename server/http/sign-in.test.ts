import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head } from "@/server/testing/raw-request";

const key = "correct-horse+battery/staple=";
let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ env: { TRACKSIDE_API_KEY: key } });
}, openingTakesMs);
afterAll(() => console.close());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Sends the form as a browser does, from our own page. */
function signIn(fields: Record<string, string>, more: Record<string, string> = {}): Promise<Response> {
  const headers = { origin: console.url, "content-type": "application/x-www-form-urlencoded", ...more };
  return console.get("/sign-in", { method: "POST", headers, body: new URLSearchParams(fields).toString() });
}

const everywhere = [
  "/",
  "/runs",
  "/agents",
  "/nope",
  "/sign-in",
  "/icon.svg",
  "/favicon.ico",
  "/_next/static/chunks/x.js",
  "/api",
  "/api/nope",
  "/api/health",
  "/api/agents",
  "/api/agents/x/runs/y/events",
  "/api/trpc/runs.list?input=%7B%7D",
  "/api/trpc/runs.watch?input=%7B%22runId%22%3A%22x%22%7D",
];

describe("with a key set", () => {
  test.each(everywhere)("%s asks for it, whatever the method", async (path) => {
    for (const method of ["GET", "POST", "DELETE", "OPTIONS"]) {
      if (path === "/sign-in" && method === "POST") continue;
      const answer = await console.get(path, { method });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.json()).toMatchObject({ status: 401, title: "Not signed in" });
    }
    expect((await console.get(path, { method: "HEAD" })).status).toBe(401);
    expect((await console.get(path, bearer(`${key}x`))).status).toBe(401);
  });

  test.each(["/", "/runs?status=error", "/nope", "/api/health"])(
    "a browser that asks for %s sees the sign-in page",
    async (path) => {
      const answer = await console.get(path, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
      const policy = answer.headers.get("content-security-policy") ?? "";
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).toMatch(/frame-ancestors 'none'/);
      expect(policy).not.toMatch(/script-src/);
      const page = await answer.text();
      expect(page).toContain(`name="next" value="${path}"`);
      expect(page).not.toMatch(/<script|src=|<link/);
    },
  );

  test("the key opens it as a bearer token, and nothing near it does", async () => {
    for (const authorization of [`Bearer ${key}`, `bearer ${key}`, `BEARER   ${key}`])
      expect((await console.get("/api/health", { headers: { authorization } })).status).toBe(200);
    const near = [
      key,
      `Basic ${key}`,
      "Bearer",
      "Bearer ",
      `Bearer ${key} x`,
      `Bearer ${key.slice(1)}`,
      `Bearer ${key.toUpperCase()}`,
    ];
    for (const authorization of near) expect((await console.get("/api/health", { headers: { authorization } })).status).toBe(401);
    expect((await console.get(`/api/health?key=${key}&token=${key}`)).status).toBe(401);
    expect((await console.get("/api/health", { headers: { "x-api-key": key } })).status).toBe(401);
  });

  test("with the key, what is not there is not there, and no other check is passed over", async () => {
    expect((await console.get("/api/nope", bearer(key))).status).toBe(404);
    expect((await console.raw(head("GET /api/health", ["Host: evil.example", `Authorization: Bearer ${key}`]))).status).toBe(421);
    const origin = { origin: "http://evil.example", authorization: `Bearer ${key}` };
    expect((await console.post("/api/agents/x/runs", { input: 1 }, origin)).status).toBe(403);
  });
});

describe("signing in", () => {
  test("gives a cookie that opens every route and that scripts and other sites cannot use", async () => {
    const answer = await signIn({ key, next: "/runs?status=error&cursor=a%26b" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/runs?status=error&cursor=a%26b");
    const [pair = "", ...attributes] = (answer.headers.get("set-cookie") ?? "").split("; ");
    expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Lax", "Path=/"]));
    expect(attributes).not.toContain("Secure");
    expect(pair).not.toContain(key);
    for (const cookie of [pair, `theme=dark; ${pair}; a=b`]) {
      expect((await console.get("/api/health", { headers: { cookie } })).status).toBe(200);
      expect((await console.get("/", { headers: { cookie } })).status).toBe(200);
    }
    for (const cookie of [`${pair}x`, pair.slice(0, -1), `x${pair}`, pair.split("=")[0] ?? "", `trackside_session=${key}`])
      expect((await console.get("/api/health", { headers: { cookie } })).status).toBe(401);
    const again = await console.get("/sign-in", { headers: { cookie: pair, accept: "text/html" } });
    expect([again.status, again.headers.get("location")]).toEqual([303, "/"]);
  });

  test("through a proxy that speaks https, the cookie is for https only", async () => {
    const answer = await signIn({ key, next: "/" }, { "x-forwarded-proto": "https" });
    expect(answer.headers.get("set-cookie")).toMatch(/; Secure/);
  });

  test("with a wrong key shows the page again, its text escaped, and gives nothing", async () => {
    const answer = await signIn({ key: "wrong", next: '/"><script>alert(1)</script>' });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const page = await answer.text();
    expect(page).toContain("That is not this console's key.");
    expect(page).not.toContain("<script>");
    for (const fields of [{}, { key: "" }, { next: "/" }, { KEY: key }] as Record<string, string>[])
      expect((await signIn(fields)).status).toBe(401);
  });

  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/	/evil.example",
    "	//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    " //evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/..//evil.example",
    "/%2e//evil.example",
    "http://ours.invalid//evil.example",
    "///evil.example",
    "",
    "runs",
    "/sign-in",
    "/sign-in?next=//evil.example",
  ];
  test.each(elsewhere)("never leads on to %j", async (next) => {
    const answer = await signIn({ key, next });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  });

  const inside: [string, string][] = [
    ["/runs", "/runs"],
    ["/%", "/%"],
    ["/%zz?a=%", "/%zz?a=%"],
    ["/%c0%af", "/%c0%af"],
    ["/runs?q=%2520%26#step", "/runs?q=%2520%26#step"],
    ["/x\r\nSet-Cookie: a=b", "/xSet-Cookie:%20a=b"],
    ["/ü b", "/%C3%BC%20b"],
    ["/a\u0000b", "/a%00b"],
  ];
  test.each(inside)("%j leads on to %j, on this console", async (next, location) => {
    const answer = await signIn({ key, next });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, location]);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });

  test("is not for other sites' pages, and takes no more than a form", async () => {
    expect((await signIn({ key }, { origin: "http://evil.example" })).status).toBe(403);
    expect((await signIn({ key }, { origin: "null" })).status).toBe(403);
    expect((await signIn({ key, next: "/".padEnd(20_000, "x") })).status).toBe(413);
    const chunked = head("POST /sign-in", ["Host: localhost", "Origin: http://localhost", "Transfer-Encoding: chunked"]);
    const chunk = `8000\r\n${"k".repeat(0x8000)}\r\n`;
    expect((await console.raw(chunked, chunk, chunk)).status).toBe(413);
    expect((await console.get("/api/health", bearer(key))).status).toBe(200);
  });
});
