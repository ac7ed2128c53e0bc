import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { attributes, bodyOf, requestOf, sendBody, type Encoding, type SentSpan } from "@/server/testing/otlp-spans";

/** Every body that is wrong in some way: refused, or taken for what can be taken of it. 100,000 take some minutes. */
const bodies = Number(process.env["TRACKSIDE_FUZZ_BODIES"] ?? 600);
const seed = Number(process.env["TRACKSIDE_FUZZ_SEED"] ?? 20_261_121);
const lanes = 24;

let console: HttpConsole;
beforeAll(async () => {
  console = await openHttpConsole();
}, openingTakesMs);
afterAll(() => console.close());

let state = seed;
function random(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const oneOf = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;

const hex = (length: number): string => Array.from({ length }, () => random(16).toString(16)).join("");
/** Few traces at a time, so that what is taken meets what was taken before. */
const traceIds = (): string[] =>
  Array.from({ length: 12 }, (_, at) => (at + 16 * Math.floor(made / 1000)).toString(16).padStart(32, "e"));
let made = 0;

function anySpan(): SentSpan {
  const from = 1_763_700_000_000_000_000n + BigInt(random(1e9));
  return {
    traceId: oneOf([...traceIds(), "0".repeat(32), hex(32)]),
    spanId: oneOf([hex(16), random(40).toString(16).padStart(16, "0")]),
    parentSpanId: random(40).toString(16).padStart(16, "0"),
    name: oneOf(["chat", "a\u0000b", "", "__proto__", "\ud800 half", "x".repeat(random(3000))]),
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(from + BigInt(random(4e9)) - 1_000_000_000n),
    attributes: [
      ...attributes({
        "gen_ai.operation.name": oneOf(["chat", "execute_tool", "constructor", "__proto__"]),
        "gen_ai.usage.input_tokens": random(100),
        "gen_ai.input.messages": oneOf(['[{"role":"user","content":"hi"}]', "[", "null", '{"__proto__":1}', "[".repeat(3000)]),
        "llm.input_messages.0.message.content": "hello",
        "llm.input_messages.99999.message.role": "user",
        deep: { a: { b: [1, "two", { c: true }] } },
      }),
      { key: oneOf(["__proto__", "constructor", "prototype", "reusedFrom"]), value: { stringValue: "polluted" } },
    ],
    status: { code: random(4), message: "m" },
    flags: random(2 ** 10),
  };
}

/** A well-formed body, then some of its bytes are changed, lost, doubled or moved. */
function mutatedBody(encoding: Encoding): Uint8Array {
  made++;
  const spans = Array.from({ length: 1 + random(4) }, anySpan);
  const whole = Buffer.from(bodyOf(requestOf(oneOf(["shop", "__proto__", undefined]), spans), encoding));
  let body = whole;
  for (let times = random(4); times > 0; times--) {
    const at = random(body.length + 1);
    const length = random(12);
    const change = random(6);
    if (change === 0) body = Buffer.concat([body.subarray(0, at), body.subarray(at + length)]);
    else if (change === 1) body = body.subarray(0, at);
    else if (change === 2) body = Buffer.concat([body.subarray(0, at), body.subarray(random(at + 1), at), body.subarray(at)]);
    else if (change === 3) body = Buffer.concat([body.subarray(0, at), Buffer.from(oneOf(tokens), "latin1"), body.subarray(at)]);
    else {
      body = Buffer.from(body);
      if (body.length > 0) body[at % body.length] = change === 4 ? random(256) : (body[at % body.length] ?? 0) ^ (1 << random(8));
    }
  }
  return body;
}
const tokens = [
  '{"__proto__":',
  "\0",
  "\xff\xfe",
  "1e999",
  "-1",
  "null",
  "[[[[",
  '"\\ud800"',
  "99999999999999999999",
  "\x0a\xff\xff\xff\xff\x0f",
  "}",
];

/** On a machine that is busy for seconds a kept connection may close just as it is used: not so three times, and never for good. */
const sendAgain: typeof sendBody = async (...given) => {
  for (let times = 0; times < 2; times++) {
    const answer = await sendBody(...given).catch(() => undefined);
    if (answer) return answer;
  }
  return sendBody(...given);
};

test(
  `${bodies} mutated bodies are taken or refused, and nothing else happens`,
  async () => {
    const statuses = new Map<number, number>();
    const failures: string[] = [];
    let left = bodies;
    const lane = async (): Promise<void> => {
      while (left-- > 0) {
        const encoding = oneOf<Encoding>(["json", "protobuf"]);
        const plain = mutatedBody(encoding);
        const packed = random(10) === 0 ? gzipSync(plain) : undefined;
        if (packed && random(2) === 0) packed[random(packed.length)] = random(256);
        const headers: Record<string, string> = packed ? { "content-encoding": "gzip" } : {};
        if (random(100) === 0) headers["content-type"] = oneOf(["text/html", "application/x-protobuf;x=y", "application/grpc"]);
        const answer = await sendAgain(console, packed ?? plain, encoding, { headers });
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (![200, 400, 413, 415].includes(answer.status))
          failures.push(`${answer.status} ${await answer.text()}: ${plain.toString()}`);
        else await answer.arrayBuffer();
      }
    };
    let slowest = 0;
    const done = new AbortController();
    const watch = async (): Promise<void> => {
      while (!done.signal.aborted) {
        const begun = performance.now();
        await (await console.get("/api/health", { headers: { connection: "close" } })).arrayBuffer();
        slowest = Math.max(slowest, performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const watching = watch();
    await Promise.all(Array.from({ length: lanes }, lane));
    done.abort();
    await watching;
    expect(failures.slice(0, 3)).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(bodies / 20);
    expect(statuses.get(400)).toBeGreaterThan(bodies / 20);
    expect(slowest).toBeLessThan(10_000);
    // Whatever was taken can be read.
    const { runs } = (await (await console.get("/api/runs?limit=100")).json()) as { runs: { agentId: string; runId: string }[] };
    expect(runs.length).toBeGreaterThan(0);
    for (const { agentId, runId } of runs)
      for (const path of ["", "/steps"])
        expect([runId, path, (await console.get(`/api/agents/${agentId}/runs/${runId}${path}`)).status]).toEqual([
          runId,
          path,
          200,
        ]);
    expect(console.output()).not.toMatch(/could not be drawn|could not be read|TypeError|RangeError/);
  },
  bodies * 20 + 60_000,
);
