import { request, type ClientRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { bodyOf, fromProtobuf, requestOf, sendBody, type Encoding, type SentSpan } from "@/server/testing/otlp-spans";
import { head } from "@/server/testing/raw-request";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

let traces = 0;
const newTrace = (): string => (++traces).toString(16).padStart(32, "a");
const span = (more: Partial<SentSpan> = {}): SentSpan => ({
  traceId: newTrace(),
  spanId: "00000000000000a1",
  name: "work",
  startTimeUnixNano: "1763700000123456789",
  endTimeUnixNano: "1763700001123456789",
  ...more,
});
const encodings: Encoding[] = ["json", "protobuf"];

describe.each(encodings)("spans as %s", (encoding) => {
  test("are taken at both addresses, packed or not, and answered in kind", async () => {
    for (const path of ["/v1/traces", "/api/otlp/v1/traces"])
      for (const gzip of [true, false]) {
        const answer = await sendBody(console, bodyOf(requestOf("shop", [span()]), encoding), encoding, { path, gzip });
        expect([path, gzip, answer.status]).toEqual([path, gzip, 200]);
        expect(answer.headers.get("content-type")).toBe(encoding === "json" ? "application/json" : "application/x-protobuf");
        const body = new Uint8Array(await answer.arrayBuffer());
        if (encoding === "json") expect(Buffer.from(body).toString()).toBe("{}");
        else expect(body).toHaveLength(0);
      }
  });

  test("that are not valid are counted, and the others kept", async () => {
    const good = span();
    const bad = [
      span({ traceId: "0".repeat(32) }),
      span({ spanId: "0".repeat(16) }),
      span({ traceId: "abcd" }),
      span({ spanId: "" }),
      span({ parentSpanId: "ff" }),
      span({ startTimeUnixNano: "0", endTimeUnixNano: "0" }),
    ];
    const answer = await sendBody(console, bodyOf(requestOf("shop", [...bad, good]), encoding), encoding);
    expect(answer.status).toBe(200);
    const read =
      encoding === "json"
        ? ((await answer.json()) as unknown)
        : fromProtobuf("Response", new Uint8Array(await answer.arrayBuffer()));
    expect(read).toEqual({
      partialSuccess: { rejectedSpans: "6", errorMessage: expect.stringContaining("6 of 7 spans were left out") as string },
    });
  });

  test("that are malformed are refused in kind", async () => {
    const answer = await sendBody(console, Buffer.from('{"resourceSpans": 7'), encoding);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe(encoding === "json" ? "application/problem+json" : "application/x-protobuf");
    const notPacked = await sendBody(console, bodyOf(requestOf("shop", [span()]), encoding), encoding, {
      headers: { "content-encoding": "gzip" },
    });
    expect(notPacked.status).toBe(400);
  });

  test("past the limit are refused, as they come or once they are unpacked", async () => {
    const large = Buffer.alloc(21 * 1024 * 1024, " ");
    expect((await sendBody(console, large, encoding)).status).toBe(413);
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024));
    const begun = performance.now();
    const answer = await sendBody(console, bomb, encoding, { headers: { "content-encoding": "gzip" } });
    expect(answer.status).toBe(413);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

test("what is no span, or is asked otherwise, is told so", async () => {
  const body = bodyOf(requestOf("shop", [span()]), "json");
  expect((await sendBody(console, body, "json", { headers: { "content-type": "text/html" } })).status).toBe(415);
  expect((await sendBody(console, body, "json", { headers: { "content-type": "__proto__" } })).status).toBe(415);
  expect((await sendBody(console, body, "json", { headers: { "content-encoding": "zstd" } })).status).toBe(415);
  for (const path of ["/v1/traces", "/api/otlp/v1/traces"]) {
    const got = await console.get(path);
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  }
  expect((await console.get("/v1/metrics", { method: "POST" })).status).toBe(404);
  expect((await console.raw(head("POST /v1/traces", ["Host: evil.example"]))).status).toBe(421);
});

/** As many as are taken at once; see trace-intake. */
const most = 256;
const oneSpan = bodyOf(
  requestOf("busy", [
    {
      traceId: "9".repeat(32),
      spanId: "9".repeat(16),
      name: "work",
      startTimeUnixNano: "1763700000000000000",
      endTimeUnixNano: "1763700000000000001",
    },
  ]),
  "protobuf",
);

/** Says that it sends, and once it is told to go on holds all but a byte back. */
async function beginToSend(): Promise<{ rest: ClientRequest; answered: Promise<number | undefined> }> {
  const headers = { "content-type": "application/x-protobuf", "content-length": oneSpan.byteLength, expect: "100-continue" };
  const rest = request(`${console.url}/v1/traces`, { method: "POST", headers, agent: false });
  const answered = new Promise<number | undefined>((resolve) => {
    rest.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    rest.on("error", () => resolve(undefined));
  });
  const toldToGoOn = new Promise<void>((resolve) => rest.once("continue", resolve));
  rest.flushHeaders();
  await Promise.race([toldToGoOn, answered]);
  rest.write(oneSpan.subarray(0, 1));
  return { rest, answered };
}

test("who sends when too much is under way is asked to come again, and what was begun is taken", async () => {
  // All are there before one looks: whoever looked while one is still to come would take its place.
  const begun = await Promise.all(Array.from({ length: most }, beginToSend));
  for (const encoding of ["protobuf", "json"] satisfies Encoding[]) {
    const empty = bodyOf(requestOf("busy", []), encoding);
    let refused = await sendBody(console, empty, encoding);
    // Until all of them have arrived there is a place left.
    await expect.poll(async () => (refused = await sendBody(console, empty, encoding)).status, { timeout: 20_000 }).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
    if (encoding === "json")
      expect(await refused.json()).toMatchObject({ status: 503, code: 14, message: expect.any(String) as string });
    else expect(fromProtobuf("RpcStatus", new Uint8Array(await refused.arrayBuffer()))).toMatchObject({ code: 14 });
  }
  for (const { rest } of begun) rest.end(oneSpan.subarray(1));
  expect(new Set(await Promise.all(begun.map(({ answered }) => answered)))).toEqual(new Set([200]));
  expect((await sendBody(console, oneSpan, "protobuf")).status).toBe(200);
});
