import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
let run: RunSummary;
beforeAll(async () => {
  console = await openHttpConsole({
    files: { "plain.ts": agentFile("plain", `await ctx.step("</script><script>", () => 1); return input;`) },
  });
  run = await console.startRun("plain", {
    input: "</script><script>alert(1)</script><!--",
    name: "<script>alert(2)</script>",
    wait: true,
  });
}, openingTakesMs);
afterAll(() => console.close());

const there = [
  "/",
  "/agents",
  "/agents/plain",
  "/agents/plain/runs",
  "/runs",
  "/runs?status=done&status=error",
  "/agents/plain/runs/RUN",
];
const notThere = [
  "/nope",
  "/a/b/c/d",
  "/agents/nope",
  "/agents/NOPE",
  "/agents/nope/runs",
  "/agents/plain/runs/nope",
  "/agents/nope/runs/RUN",
  "/agents/plain/nope",
  "/agents/plain/runs/RUN/nope",
  "/runs/RUN",
  "/index.html",
  "/.env",
  "/agents/constructor",
  "/agents/__proto__",
];

const open = (path: string, init?: RequestInit): Promise<Response> =>
  console.get(path.replace("RUN", run.runId), { headers: { accept: "text/html" }, ...init });

function policyOf(answer: Response): Map<string, string[]> {
  const policy = answer.headers.get("content-security-policy") ?? "";
  return new Map(
    policy
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([name = "", ...values]) => [name, values]),
  );
}

describe.each([...there.map((path) => [path, 200] as const), ...notThere.map((path) => [path, 404] as const)])(
  "%s",
  (path, status) => {
    test(`is a page with status ${status}, under a policy that lets only its own scripts run`, async () => {
      const answer = await open(path);
      const html = await answer.text();
      expect(answer.status).toBe(status);
      expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
      const scripts = policyOf(answer).get("script-src") ?? [];
      expect(scripts.join(" ")).toMatch(/^'self' 'nonce-[A-Za-z0-9+/=]{24}'$/);
      const nonce = /'nonce-(.*)'/.exec(scripts[1] ?? "")?.[1] ?? "";
      const tags = html.match(/<script\b[^>]*>/g) ?? [];
      expect(tags.length).toBeGreaterThan(2);
      for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
      expect(html).not.toMatch(/\son\w+\s*=\s*["']|href="javascript:/i);
      expect(html).not.toMatch(/<script>alert/);
    });

    test("has a nonce of its own at each request", async () => {
      const [one, other] = await Promise.all([open(path), open(path)]);
      expect(policyOf(one).get("script-src")).not.toEqual(policyOf(other).get("script-src"));
      await Promise.all([one.text(), other.text()]);
    });

    test("says no more than it must, and cannot be framed", async () => {
      const answer = await open(path);
      await answer.text();
      const policy = policyOf(answer);
      expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
      expect(policy.get("object-src")).toEqual(["'none'"]);
      expect(policy.get("base-uri")).toEqual(["'none'"]);
      expect(policy.get("form-action")).toEqual(["'self'"]);
      expect(policy.get("default-src")).toEqual(["'self'"]);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-frame-options")).toBe("DENY");
      expect(answer.headers.get("x-powered-by")).toBeNull();
      expect(answer.headers.get("server")).toBeNull();
    });

    test("is the same without its body for HEAD", async () => {
      const answer = await open(path, { method: "HEAD" });
      expect(answer.status).toBe(status);
      expect(await answer.text()).toBe("");
    });
  },
);

describe("what is not a page", () => {
  test.each(["/icon.svg", "/api/health", "/api/nope", "/_next/static/nope.js", "/api/trpc/nope"])(
    "%s has the same headers",
    async (path) => {
      const answer = await open(path);
      await answer.text();
      expect(policyOf(answer).get("frame-ancestors")).toEqual(["'none'"]);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("x-powered-by")).toBeNull();
    },
  );

  test("a page's scripts and styles are served, and may be kept", async () => {
    const html = await (await open("/runs")).text();
    const files = [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, file]) => file ?? "");
    expect(files.length).toBeGreaterThan(2);
    for (const file of new Set(files)) {
      const answer = await open(file);
      expect([file, answer.status]).toEqual([file, 200]);
      expect(answer.headers.get("cache-control")).toMatch(/immutable/);
      await answer.arrayBuffer();
    }
  });
});

describe("other methods", () => {
  test.each(["/", "/agents/plain", "/runs", "/nope"])(
    "are not possible at %s, rather than answered with the page",
    async (path) => {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "PROPFIND"]) {
        const answer = await open(path, { method, headers: { accept: "*/*", "content-type": "application/json" }, body: "{}" });
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.headers.get("allow")).toBe("GET, HEAD");
        expect(await answer.json()).toMatchObject({ status: 405, title: "Method not allowed" });
      }
      const options = await open(path, { method: "OPTIONS" });
      expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD"]);
    },
  );

  test("TRACE repeats nothing", async () => {
    for (const path of ["/", "/api/health"]) {
      const { status, body } = await console.raw(
        `TRACE ${path} HTTP/1.1\r\nHost: localhost\r\nX-Secret: mirror\r\nConnection: close\r\n\r\n`,
      );
      expect(status).toBe(405);
      expect(body).not.toContain("mirror");
    }
  });
});
