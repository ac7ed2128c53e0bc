import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunPage } from "@/server/domain/run";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "plain.ts": agentFile("plain", "return input;") } });
}, openingTakesMs);
afterAll(() => console.close());

const runs = "/api/agents/plain/runs";
const countRuns = async (): Promise<number> => ((await (await console.get("/api/runs")).json()) as RunPage).total;

/** Every way to write: where, as what, and with which body. */
const writes: [name: string, path: string, headers: Record<string, string>, body: string][] = [
  ["REST", runs, { "content-type": "application/json" }, '{"input":1}'],
  ["REST without a body", `${runs}/run_x/cancel`, {}, ""],
  ["tRPC", "/api/trpc/runs.start", { "content-type": "application/json" }, '{"agentId":"plain","input":1}'],
  ["a Server Action", "/agents/plain", { "next-action": "7f".padEnd(42, "0"), "content-type": "text/plain;charset=UTF-8" }, "[]"],
  ["a form", "/agents/plain", { "content-type": "multipart/form-data; boundary=x" }, "--x--\r\n"],
];

const send = (path: string, headers: Record<string, string>, body: string): Promise<Response> =>
  console.get(path, { method: "POST", headers, body });

describe.each(writes)("a write by %s", (_name, path, headers, body) => {
  const from: Record<string, string>[] = [
    ...["http://evil.example", "null", "", "x", "http://127.0.0.1", "http://127.0.0.1:1", "http://localhost", "file://"].map(
      (origin) => ({ origin }),
    ),
    ...["cross-site", "same-site", "none, cross-site", "x"].map((site) => ({ "sec-fetch-site": site })),
    { origin: "http://evil.example", "sec-fetch-site": "same-origin" },
    { origin: "http://evil.example", "x-forwarded-host": "evil.example" },
  ];

  test.each(from)("is refused from another site's page: %j", async (source) => {
    const before = await countRuns();
    const answer = await send(path, { ...headers, ...source }, body);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await countRuns()).toBe(before);
  });

  test("is refused where the two words for its source differ", async () => {
    const source = { origin: console.url, "sec-fetch-site": "cross-site" };
    expect((await send(path, { ...headers, ...source }, body)).status).toBe(403);
  });

  test("passes the check from our own page, by either word or both", async () => {
    const own = [
      { origin: console.url },
      { "sec-fetch-site": "same-origin" },
      { origin: console.url, "sec-fetch-site": "same-origin" },
    ];
    for (const source of own) expect((await send(path, { ...headers, ...source }, body)).status).not.toBe(403);
  });
});

describe("a write that names no source", () => {
  test("is a program's, and is taken", async () => {
    expect((await console.post(runs, { input: 1 })).status).toBe(201);
    expect((await console.post(runs, { input: 1 }, { "sec-fetch-site": "none" })).status).toBe(201);
    expect((await console.post("/api/trpc/runs.start", { agentId: "plain", input: 1 })).status).toBe(200);
  });

  const forms = ["text/plain", "TEXT/PLAIN; x=y", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"];
  test.each(forms)("is refused as %s, which a form could send", async (type) => {
    for (const [, path, headers, body] of writes) {
      const answer = await send(path, { ...headers, "content-type": type }, body);
      // Of a program it is the wrong type for the API; pages take forms, and none without a word for its source.
      expect([path, answer.status]).toEqual([path, path.startsWith("/api/") ? 415 : 403]);
    }
  });

  test("is taken as JSON only", async () => {
    const before = await countRuns();
    for (const type of ["application/octet-stream", "application/xml", "application/jsonx", "application/json, text/plain"]) {
      expect((await send(runs, { "content-type": type }, '{"input":1}')).status).toBe(415);
      expect((await send("/api/trpc/runs.start", { "content-type": type }, '{"agentId":"plain","input":1}')).status).toBe(415);
    }
    const bytes = new TextEncoder().encode('{"input":1}');
    expect((await console.get(runs, { method: "POST", body: bytes })).status).toBe(415);
    expect(await countRuns()).toBe(before);
  });
});

describe("from our own page", () => {
  test("tRPC takes neither forms nor octet streams", async () => {
    for (const type of ["multipart/form-data; boundary=x", "application/octet-stream", "text/plain"]) {
      const answer = await send("/api/trpc/runs.start", { origin: console.url, "content-type": type }, "--x--\r\n");
      expect(answer.status).toBe(415);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("nothing is changed by asking", async () => {
    const before = await countRuns();
    const input = encodeURIComponent(JSON.stringify({ agentId: "plain", input: 1 }));
    expect((await console.get(`/api/trpc/runs.start?input=${input}`)).status).toBe(405);
    const batch = encodeURIComponent(JSON.stringify({ 0: { agentId: "plain", input: 1 } }));
    expect((await console.get(`/api/trpc/runs.start?batch=1&input=${batch}`)).status).toBe(405);
    for (const name of ["x-http-method-override", "x-http-method", "x-method-override"])
      await console.get(runs, { headers: { [name]: "POST" } });
    expect((await console.get(`${runs}?_method=POST&input=1`)).status).toBe(400);
    expect(await countRuns()).toBe(before);
  });
});

describe("a preflight of another site's page", () => {
  test.each([runs, "/api/agents", "/api/trpc/runs.start", "/", "/agents/plain", "/api/nope"])(
    "to %s gets no permission",
    async (path) => {
      const headers = {
        origin: "http://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
        "access-control-request-private-network": "true",
      };
      const answer = await console.get(path, { method: "OPTIONS", headers });
      expect(answer.status).toBeLessThan(500);
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    },
  );

  test("nor does a read: its answer is not for the page's eyes", async () => {
    for (const path of ["/api/agents", "/api/trpc/runs.list?input=%7B%7D", "/"]) {
      const answer = await console.get(path, { headers: { origin: "http://evil.example" } });
      expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    }
  });
});
