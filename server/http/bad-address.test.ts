import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { head, type RawAnswer } from "@/server/testing/raw-request";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole({ files: { "plain.ts": agentFile("plain", "return input;") } });
}, openingTakesMs);
afterAll(() => console.close());

const ask = (target: string): Promise<RawAnswer> => console.raw(head(`GET ${target}`));

const folders = [
  "/",
  "/agents/",
  "/agents/plain/",
  "/agents/plain/runs/",
  "/runs/",
  "/api/",
  "/api/agents/",
  "/api/agents/plain/runs/",
  "/api/agents/plain/runs/x/steps/",
  "/api/trpc/",
  "/_next/",
  "/_next/static/",
  "/_next/static/chunks/",
];
/** Refused as malformed. */
const malformed = [
  "%00",
  "a%00b",
  "%c0%af",
  "..%c0%af",
  "%ED%A0%80",
  "%ff",
  "%",
  "%2",
  "%zz",
  "%u0041",
  "..",
  "../..",
  ".",
  "%2e%2e",
  "%2E%2e/x",
  "a\\b",
  "\\\\evil.example",
  "..\\..\\x",
  "/evil.example",
  "//evil.example",
  "a//b",
  "x".repeat(9e3),
  "a/./b",
];
/** Well-formed names of nothing. */
const nothing = [
  "..%2f",
  "..%2f..%2fetc%2fpasswd",
  "%2e%2e%2fx",
  "%5c%5cevil.example",
  "%2f%2fevil.example",
  "%0d%0aX-A:%20b",
  "a%20b",
  "%7f",
  "constructor",
  "__proto__",
  "toString",
  "%F0%9F%98%80",
  "x".repeat(3e3),
  ";a=b",
  "nope.html",
  "a%2Fb",
  "%25%30%30",
  "%252e%252e%252f",
  "<script>",
  "'",
  "%22",
  "{x}",
  "$(x)",
  "con",
  "nope?",
];

describe.each(folders)("under %s", (folder) => {
  test("a malformed address is refused as such", async () => {
    for (const name of malformed) {
      const { status, headers, body } = await ask(folder + name);
      expect([name, status]).toEqual([name, 400]);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(JSON.parse(body)).toMatchObject({ status: 400, title: "Bad input" });
    }
  });

  test("a name of nothing is not found", async () => {
    for (const name of nothing) {
      const { status, headers } = await ask(folder + name);
      expect([name, status]).toEqual([name, 404]);
      expect(headers.has("location")).toBe(false);
    }
  });
});

describe("an address", () => {
  test("with a query that is no text is asked all the same", async () => {
    for (const path of ["/", "/runs", "/agents/plain", "/agents/plain/runs"])
      expect([path, (await ask(`${path}?a=%zz&b=%c0%af&c=%00&__proto__=1&status=%ff`)).status]).toEqual([path, 200]);
    expect((await ask("/api/runs?status=%c0%af")).status).toBe(400);
    expect((await ask("/api/runs?%00=%zz")).status).toBe(400);
    expect((await ask("/api/trpc/runs.list?input=%zz")).status).toBe(400);
  });

  test("that ends in a slash leads to the same without, on this console", async () => {
    for (const path of ["/runs/", "/api/agents/", "/nope/", "/evil.example/"]) {
      const { status, headers } = await ask(path);
      expect([status, headers.get("location")]).toEqual([308, path.slice(0, -1)]);
    }
  });

  test("that ends in a slash is nowhere to write: it leads nobody to another address", async () => {
    const { dataset } = (await (await console.post("/api/datasets", { name: "precious" })).json()) as { dataset: { id: string } };
    const path = `/api/datasets/${dataset.id}`;
    for (const method of ["DELETE", "PATCH", "PUT", "POST", "OPTIONS"])
      for (const target of [`${path}/`, `${path}/?a=b`, `${path}/items/`, "/v1/traces/"]) {
        const { status, headers, body } = await console.raw(head(`${method} ${target}`));
        expect([method, target, status, headers.get("content-type")]).toEqual([method, target, 404, "application/problem+json"]);
        expect(headers.has("location")).toBe(false);
        expect(JSON.parse(body)).toMatchObject({ status: 404, type: "urn:trackside:not-found" });
      }
    await console.get(`${path}/items/..`, { method: "DELETE", redirect: "follow" });
    expect((await console.get(path)).status).toBe(200);
    expect((await console.post("/api/datasets?/", { name: "another" })).status).not.toBe(404);
  });

  test("past all bounds, or not of HTTP, is told so", async () => {
    const long = await ask(`/runs?q=${"x".repeat(40_000)}`);
    expect(long.status).toBe(400);
    const longer = await ask(`/runs?q=${"x".repeat(100_000)}`);
    expect([longer.status, longer.headers.get("content-type")]).toEqual([431, "application/problem+json"]);
    for (const line of ["GET /\u00ff", "GET /a b", "NONSENSE", "GET", "GET /x HTTP/9.9", "\u0000"]) {
      const { status, headers } = await console.raw(
        `${line}${line.includes("HTTP/") ? "" : " HTTP/1.1"}\r\nHost: localhost\r\n\r\n`,
      );
      expect([line, status, headers.get("content-type")]).toEqual([line, 400, "application/problem+json"]);
    }
    expect((await console.raw(head("OPTIONS *"))).status).toBe(400);
    expect((await console.raw(head("GET nope"))).status).toBe(400);
  });

  test("with headers without end is told so", async () => {
    const { status, body } = await console.raw(head("GET /runs", ["Host: localhost", `Cookie: ${"x".repeat(100_000)}`]));
    expect(status).toBe(431);
    expect(JSON.parse(body)).toMatchObject({ status: 431 });
    expect((await console.raw(head("GET /api/health", ["Host: localhost", `Cookie: ${"x".repeat(30_000)}`]))).status).toBe(200);
  });
});

test("no address, whatever it is made of, is a fault of ours or leads to another host", async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "/",
      "..",
      ".",
      "%2f",
      "%5c",
      "%00",
      "%",
      "\\",
      "//",
      "?",
      "#",
      "&",
      "=",
      ";",
      ":",
      "@",
      "%c0%af",
      "%0a",
      "%E2%82%AC",
    ),
    fc.constantFrom(
      "agents",
      "plain",
      "runs",
      "api",
      "trpc",
      "runs.list",
      "runs.get",
      "_next",
      "static",
      "evil.example",
      "http:",
      "steps",
      "events",
    ),
    fc.string({ maxLength: 6 }).map((text) => text.replace(/[^\x21-\x7e]/g, "x")),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const { status, headers } = await ask(`/${pieces.join("")}`);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
      const location = headers.get("location");
      if (location !== undefined) expect(new URL(location, "http://localhost").host).toBe("localhost");
    }),
    { numRuns: 300 },
  );
});
