import { rm } from "node:fs/promises";
import type { Context } from "@/server/context";
import { listRunsInput } from "@/server/domain/run";
import { formatCursor, listRuns } from "@/server/runs/list-runs";
import { openBenchConsole } from "./bench-console";
import { openConsoleProcess, type BenchProcess } from "./console-process";
import { createdAt, datasetRunOf, fillRuns } from "./fill-runs";
import { median, percentile, type Bench, type Row } from "./measure";

type Query = Record<string, number | string | string[]>;
type Sample = { p50: number; p99: number; heldMs: number; cpuMs: number };
type Measured = { size: number; verb: Map<string, Sample>; http: Map<string, Sample> };

const repeats = 50;
const warmUps = 10;

const queriesAt = (size: number): Record<string, Query> => {
  const half = Math.floor(size / 2);
  const middle = createdAt(half);
  return {
    "first page": {},
    "agent and status": { agentId: ["agent-1"], status: ["completed"] },
    "two statuses": { status: ["error", "timeout"] },
    "a span of time": { from: middle, to: middle + 1_000_000 },
    "half of all time": { from: middle },
    "deep page": { cursor: formatCursor({ createdAt: middle, key: half }) },
    room: { roomId: ["room-20"] },
    tag: { tag: ["nightly"] },
    "dataset run": { datasetRunId: [datasetRunOf(half - (half % 1000)) ?? ""] },
    duration: { minMs: 8000 },
    "one agent by duration": { agentId: ["agent-1"], sort: "durationMs" },
    "one agent by cost": { agentId: ["agent-1"], sort: "cost" },
    "rare text": { q: `order-${half}` },
    "common text": { q: "refund" },
  };
};

const addressOf = (query: Query): string =>
  `/api/runs?${new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, String(each)])))}`;

async function sample(work: () => Promise<unknown>, effort: BenchProcess["effort"]): Promise<Sample> {
  for (let i = 0; i < warmUps; i++) await work();
  await effort();
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  const { heldMs, cpuMs } = await effort();
  return { p50: median(times), p99: percentile(times, 0.99), heldMs, cpuMs: cpuMs / repeats };
}

async function sampleAll(size: number, ask: (query: Query) => Promise<unknown>, effort: BenchProcess["effort"]) {
  const samples = new Map<string, Sample>();
  for (const [name, query] of Object.entries(queriesAt(size))) samples.set(name, await sample(() => ask(query), effort));
  return samples;
}

/** Of this process, which waits for nothing else meanwhile; its event loop is watched where the product runs. */
function ownEffort() {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  return { heldMs: Number.NaN, cpuMs: (user + system) / 1000 };
}
let before = process.cpuUsage();

const listOf = (ctx: Context, query: Query) => listRuns({ ctx, input: listRunsInput.parse(query) });

/** What was filled in past the engine is found by its texts only once the index has caught up. */
async function untilFound(ctx: Context, size: number): Promise<void> {
  const newest = { q: `order-${size - 1}` };
  for (;;) {
    const { total, totalIsLowerBound } = await listOf(ctx, newest);
    if (total > 0 && !totalIsLowerBound) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

export const list: Bench = {
  name: "list",
  run: async ({ quick }) => {
    const sizes = quick ? [1000, 20_000] : [1000, 100_000, 1_000_000];
    const measured: Measured[] = [];
    let console = await openBenchConsole({});
    let filled = 0;
    for (const size of sizes) {
      await fillRuns(console.ctx, filled, size);
      filled = size;
      // Opened anew it makes what is new there findable.
      await console.stop();
      console = await openBenchConsole({}, {}, console.home);
      const { ctx } = console;
      await untilFound(ctx, size);
      const verb = await sampleAll(
        size,
        (query) => listOf(ctx, query),
        () => Promise.resolve(ownEffort()),
      );
      await console.stop();
      const http = await overHttp(console, (process) =>
        sampleAll(size, (query) => process.get(addressOf(query)), process.effort),
      );
      measured.push({ size, verb, http });
      if (size !== sizes.at(-1)) console = await openBenchConsole({}, {}, console.home);
    }
    await rm(console.home, { recursive: true, force: true });
    return rowsOf(measured);
  },
};

async function overHttp<Result>(
  { dataDir, projectDir }: { dataDir: string; projectDir: string },
  work: (process: BenchProcess) => Promise<Result>,
): Promise<Result> {
  const process = await openConsoleProcess(dataDir, projectDir);
  try {
    return await work(process);
  } finally {
    await process.close();
  }
}

function rowsOf([smallest, ...larger]: Measured[]): Row[] {
  return larger.flatMap(({ size, verb, http }) =>
    [...verb].map(([name, { p50, p99, cpuMs }]) => {
      const base = smallest?.verb.get(name)?.p50 ?? Number.NaN;
      const asked = http.get(name);
      const ratio = p50 / base;
      const held = asked?.heldMs ?? Number.NaN;
      return {
        name: `list: ${name}`,
        value: `${p50.toFixed(2)} ms (p99 ${p99.toFixed(1)} ms, CPU ${cpuMs.toFixed(2)} ms) at ${size.toLocaleString("en-US")} runs; by HTTP ${asked?.p50.toFixed(1)} ms, CPU ${asked?.cpuMs.toFixed(1)} ms, event loop held at most ${held.toFixed(0)} ms`,
        baseline: `${base.toFixed(2)} ms (CPU ${smallest?.verb.get(name)?.cpuMs.toFixed(2)} ms) at 1,000; by HTTP ${smallest?.http.get(name)?.p50.toFixed(1)} ms`,
        ratio,
        goal: "≤ 2; ≤ 20 ms",
        met: ratio <= 2 && held <= 20,
      };
    }),
  );
}
