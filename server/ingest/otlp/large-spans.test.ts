import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, bodyOf, fromProtobuf, requestOf, sendBody, type SentSpan } from "@/server/testing/otlp-spans";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

const mebibyte = 1024 * 1024;
const longestHoldMs = 1500;

let traces = 0;
function spanWith(values: Record<string, unknown>): SentSpan {
  return {
    traceId: (++traces).toString(16).padStart(32, "a"),
    spanId: "1".repeat(16),
    name: "large",
    startTimeUnixNano: "1763700000000000000",
    endTimeUnixNano: "1763700001000000000",
    attributes: attributes(values),
  };
}

/** The longest anybody else waited meanwhile. */
async function longestWait(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  const done = new AbortController();
  const watch = async (): Promise<void> => {
    while (!done.signal.aborted) {
      const begun = performance.now();
      await (await console.get("/api/health")).arrayBuffer();
      longest = Math.max(longest, performance.now() - begun);
    }
  };
  const watching = watch();
  await work().finally(() => done.abort());
  await watching;
  return longest;
}

async function send(request: unknown): Promise<unknown> {
  const answer = await sendBody(console, bodyOf(request, "protobuf"), "protobuf", { gzip: true });
  expect(answer.status).toBe(200);
  return fromProtobuf("Response", new Uint8Array(await answer.arrayBuffer()));
}

const untilDrawn = (agentId: string, runId: string): Promise<void> =>
  expect
    .poll(async () => (await console.get(`/api/agents/${agentId}/runs/${runId}/steps`)).status, { timeout: 20_000 })
    .toBe(200);

test.each([
  ["an attribute", { big: "\u0001".repeat(1.3 * mebibyte) }],
  ["an input", { "input.value": "\u0001".repeat(1.3 * mebibyte) }],
  ["an input of many parts", { "input.value": `[${'{"a":[1,"two"]},'.repeat(mebibyte / 3.2)}0]` }],
  ["a plain text", { big: "x".repeat(5 * mebibyte) }],
])("a span with %s of megabytes is kept and drawn, and holds nobody up", async (_, values) => {
  const span = spanWith(values);
  const wait = await longestWait(async () => {
    expect(await send(requestOf("large", [span]))).toEqual({});
    await untilDrawn("large", span.traceId);
  });
  expect(wait).toBeLessThan(longestHoldMs);
});

test("a span that is too large as it is stored is rejected, and the others are taken", async () => {
  const [large, small] = [spanWith({ big: "\u0001".repeat(19 * mebibyte) }), spanWith({ a: 1 })];
  const wait = await longestWait(async () => {
    expect(await send(requestOf("too-large", [large, small]))).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining("a span is at most 8 MiB") as string },
    });
    await untilDrawn("too-large", small.traceId);
  });
  expect(wait).toBeLessThan(longestHoldMs);
  expect((await console.get(`/api/runs/${large.traceId}`)).status).toBe(404);
});

test("where spans come from may not be larger either", async () => {
  const span = spanWith({});
  const request = requestOf("x".repeat(9 * mebibyte), [span]);
  const wait = await longestWait(async () => {
    expect(await send(request)).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
  });
  expect(wait).toBeLessThan(longestHoldMs);
});
