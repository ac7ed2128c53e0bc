import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { attributes, bodyOf, requestOf, type SentSpan } from "@/server/testing/otlp-spans";
import { openConsoleProcess, type BenchProcess } from "./console-process";
import { median, percentile, perSecond, rounded, time, type Bench } from "./measure";
import { rawInserts } from "./record";

/** As OpenTelemetry's own batch processor sends them. */
const spansOfRequest = 512;
const spansOfTrace = 16;
const senders = 8;

let made = 0;

/** Small agents: each a root, and model and tool calls under it. */
function nextRequest(): Uint8Array {
  const spans: SentSpan[] = Array.from({ length: spansOfRequest }, () => {
    const [trace, at] = [Math.floor(made / spansOfTrace), made++ % spansOfTrace];
    const begin = 1_763_700_000_000 + trace;
    const isRoot = at === 0;
    return {
      traceId: (trace + 1).toString(16).padStart(32, "0"),
      spanId: (made + 1).toString(16).padStart(16, "0"),
      ...(isRoot ? {} : { parentSpanId: (made + 1 - at).toString(16).padStart(16, "0") }),
      name: isRoot ? "invoke_agent desk" : "chat m-1",
      startTimeUnixNano: `${begin + at}000000`,
      endTimeUnixNano: `${begin + (isRoot ? 100 : at + 2)}000000`,
      attributes: attributes(
        isRoot
          ? { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "desk" }
          : {
              "gen_ai.operation.name": "chat",
              "gen_ai.request.model": "m-1",
              "gen_ai.usage.input_tokens": 20,
              "gen_ai.usage.output_tokens": 5,
              "gen_ai.input.messages": `[{"role":"user","content":"${"x".repeat(380)}"}]`,
            },
      ),
    };
  });
  return bodyOf(requestOf("bench-desk", spans), "protobuf");
}

/** Sends all that is given, each sender one request after the other; who is asked to come again does. */
async function sendAll(console: BenchProcess, bodies: Uint8Array[]): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let body = bodies.pop(); body; body = bodies.pop())
      while ((await console.post("/v1/traces", "application/x-protobuf", body)) !== 200) await pause(100);
  };
  await Promise.all(Array.from({ length: senders }, lane));
}

/** How long lists take to answer until told to stop. */
function watchLists(console: BenchProcess): () => Promise<number[]> {
  const stop = new AbortController();
  const times: number[] = [];
  const watching = (async () => {
    while (!stop.signal.aborted) {
      times.push(await time(() => console.get("/api/runs?limit=20")));
      await pause(20);
    }
  })();
  return async () => {
    stop.abort();
    await watching;
    return times;
  };
}

async function untilDrawn(console: BenchProcess, spans: number): Promise<void> {
  const runs = Math.ceil(spans / spansOfTrace);
  for (;;) {
    const { total } = JSON.parse(await console.get("/api/runs?agentId=bench-desk&status=completed&limit=1")) as { total: number };
    if (total >= runs) return;
    await pause(100);
  }
}

export const ingest: Bench = {
  name: "ingest",
  run: async ({ quick }) => {
    const requests = quick ? 20 : 100;
    const rounds = quick ? 1 : 3;
    const home = await mkdtemp(join(tmpdir(), "trackside-bench-ingest-"));
    await mkdir(join(home, "project/agents"), { recursive: true });
    const console = await openConsoleProcess(join(home, "data"), join(home, "project"));
    const [rates, drawn, raw, lists, held]: number[][] = [[], [], [], [], []];
    try {
      await sendAll(console, [nextRequest(), nextRequest()]);
      await untilDrawn(console, made);
      for (let round = 0; round < rounds; round++) {
        const spans = requests * spansOfRequest;
        const bodies = Array.from({ length: requests }, nextRequest);
        await console.effort();
        const watched = watchLists(console);
        const begun = performance.now();
        await sendAll(console, bodies);
        rates?.push(perSecond(spans, performance.now() - begun));
        await untilDrawn(console, made);
        drawn?.push(perSecond(spans, performance.now() - begun));
        lists?.push(...(await watched()));
        held?.push((await console.effort()).heldMs);
        raw?.push(perSecond(spans, await rawInserts(spans)));
      }
    } finally {
      await console.close();
      await rm(home, { recursive: true, force: true });
    }
    const [rate, base] = [median(rates ?? []), median(raw ?? [])];
    const p95 = percentile(lists ?? [], 0.95);
    const value = `${rounded(rate)} spans/s acknowledged, ${rounded(median(drawn ?? []))} spans/s drawn as runs; lists meanwhile p95 ${p95.toFixed(0)} ms, event loop held at most ${median(held ?? []).toFixed(0)} ms`;
    const ratio = rate / base;
    return [
      {
        name: "ingest",
        value,
        baseline: `${rounded(base)} steps/s raw`,
        ratio,
        goal: "≥ 0.3; ≥ 5,000; lists ≤ 100 ms",
        met: ratio >= 0.3 && rate >= 5000 && p95 <= 100,
      },
    ];
  },
};
