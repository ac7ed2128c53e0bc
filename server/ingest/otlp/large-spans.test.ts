import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, bodyOf, fromProtobuf, requestOf, sendBody, type SentSpan } from "@/server/testing/otlp-spans";

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

const mebibyte = 1024 * 1024;
/** On a machine that is busy with others; a part of what it took while large rows were texts within texts. */
const longestHoldMs = 4000;

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

/** Made before the clock runs: packing it holds the test's own loop. */
const packed = (request: unknown): Uint8Array => gzipSync(bodyOf(request, "protobuf"));

async function send(body: Uint8Array): Promise<unknown> {
  const answer = await sendBody(console, body, "protobuf", { headers: { "content-encoding": "gzip" } });
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
  const body = packed(requestOf("large", [span]));
  const wait = await longestWait(async () => {
    expect(await send(body)).toEqual({});
    await untilDrawn("large", span.traceId);
  });
  expect(wait).toBeLessThan(longestHoldMs);
});

test("an attribute too large for a timeline is named by its size, and the way leads to all that was sent", async () => {
  const big = `begin ${"\u0001é".repeat(6000)} end`;
  const at = { key: "big", value: { stringValue: big } };
  const span = {
    ...spanWith({ big, small: 1 }),
    events: [{ name: "said", timeUnixNano: "1763700000500000001", attributes: [at] }],
  };
  await send(packed(requestOf("wide", [span])));
  await untilDrawn("wide", span.traceId);
  const steps = `/api/agents/wide/runs/${span.traceId}/steps`;
  const { step } = (await (await console.get(`${steps}/1`)).json()) as { step: { attributes: Record<string, unknown> } };
  const named = { truncated: true, bytes: Buffer.byteLength(big), href: `${steps}/1/span` };
  expect(step.attributes).toMatchObject({ big: named, small: 1, otel: { events: [{ attributes: { big: named } }] } });
  const whole = await console.get(named.href);
  expect(await whole.json()).toMatchObject({
    traceId: span.traceId,
    spanId: span.spanId,
    start: span.startTimeUnixNano,
    attributes: expect.arrayContaining([
      ["big", big],
      ["small", 1],
    ]) as unknown,
    events: [{ name: "said", time: "1763700000500000001", attributes: [["big", big]] }],
  });
  expect((await console.get(`${steps}/2/span`)).status).toBe(404);
});

test("a span that is too large as it is stored is rejected, and the others are taken", async () => {
  const [large, small] = [spanWith({ big: "\u0001".repeat(19 * mebibyte) }), spanWith({ a: 1 })];
  const body = packed(requestOf("too-large", [large, small]));
  const wait = await longestWait(async () => {
    expect(await send(body)).toEqual({
      partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining("a span is at most 8 MiB") as string },
    });
    await untilDrawn("too-large", small.traceId);
  });
  expect(wait).toBeLessThan(longestHoldMs);
  expect((await console.get(`/api/runs/${large.traceId}`)).status).toBe(404);
});

test("where spans come from may not be larger either", async () => {
  const span = spanWith({});
  const body = packed(requestOf("x".repeat(9 * mebibyte), [span]));
  const wait = await longestWait(async () => {
    expect(await send(body)).toMatchObject({ partialSuccess: { rejectedSpans: "1" } });
  });
  expect(wait).toBeLessThan(longestHoldMs);
});

test("a body of brackets is refused before it is read; brackets in a text are text", async () => {
  const deep = (times: number): string => `{"unknown":${"[".repeat(times)}${"]".repeat(times)}}`;
  const answer = await sendBody(console, Buffer.from(deep(5_000_000)), "json");
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("nested more than 1000 deep")]);
  expect((await sendBody(console, Buffer.from(deep(900)), "json")).status).toBe(200);
  const text = spanWith({ text: `"\\${"[{".repeat(2000)}` });
  expect((await sendBody(console, bodyOf(requestOf("text", [text]), "json"), "json")).status).toBe(200);
});

test("a model, an error of megabytes are shown by their beginning or size", async () => {
  const span = {
    ...spanWith({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "m".repeat(2 * mebibyte) }),
    status: { code: 2, message: "e".repeat(2 * mebibyte) },
  };
  expect(await send(packed(requestOf("wordy", [span])))).toEqual({});
  await untilDrawn("wordy", span.traceId);
  const listed = await (await console.get(`/api/agents/wordy/runs/${span.traceId}/steps`)).text();
  expect(listed.length).toBeLessThan(100_000);
});
