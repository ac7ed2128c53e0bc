import type { Context } from "@/server/context";
import { findAncestors } from "@/server/runs/find-ancestors";
import { getOutline } from "@/server/runs/get-outline";
import { getShape } from "@/server/runs/get-shape";
import { listChildren } from "@/server/runs/list-children";
import { listMatches } from "@/server/runs/list-matches";
import { listStepWindow } from "@/server/runs/list-step-window";
import { nextFailed } from "@/server/runs/next-failed";
import { insertSteps, type StepRow } from "@/server/runs/step-store";
import { insertRuns } from "@/server/runs/store";
import { openBenchConsole } from "./bench-console";
import { median, time, percentile, type Bench, type Row } from "./measure";

const begin = 1_700_000_000_000;
const rowsAtOnce = 5000;

/** Groups of nine calls under a root; one step in a hundred is slow, one in a thousand failed. */
function stepOf(runKey: number, n: number, total: number): StepRow {
  const group = Math.floor((n - 2) / 10);
  const inside = (n - 2) % 10;
  const isParent = n === 1 || inside === 0;
  const at = begin + n;
  const endedAt = n === 1 ? begin + total : isParent ? at + 10 : at + (n % 100 === 0 ? 150 : 1);
  return {
    runKey,
    n,
    parent: n === 1 ? null : isParent ? 1 : group * 10 + 2,
    ordinal: n === 1 ? 0 : isParent ? group : inside - 1,
    kind: n === 1 ? "agent" : isParent ? "action" : inside % 3 === 0 ? "model" : "tool",
    path: n === 1 ? "bench" : isParent ? `bench.batch#${group + 1}` : `bench.batch#${group + 1}.fetch#${inside}`,
    status: n % 1000 === 7 ? "error" : "completed",
    attempt: 1,
    startedAt: at,
    endedAt,
    begunSeq: n * 2 - 1,
    endedSeq: n * 2,
    fingerprint: "AbCdEfGhIjKlMnOpQrStUv",
    preview: `{"document":${n},"says":"what a tool says in some eighty characters, as a preview would"}`,
    error: null,
    usage: null,
    attributes: null,
    inputRef: null,
    outputRef: null,
  };
}

async function writeRun({ db }: Context, runId: string, total: number): Promise<void> {
  const runKey = db.nextRunKey();
  const about = { id: runId, agentId: "bench", agentRevision: "r1", status: "completed", createdAt: begin, startedAt: begin };
  await db.write([insertRuns([{ key: runKey, ...about, endedAt: begin + total, lastSeq: total * 2, steps: total }])]);
  for (let from = 1; from <= total; from += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, total + 1 - from) }, (_, at) => stepOf(runKey, from + at, total));
    await db.write([insertSteps(rows)]);
  }
}

type Sample = { name: string; ms: number; cpuMs: number; goal: "window" | "quick" | "shape" };

/** `rounds`: what is kept once it was asked for is measured the first time only. */
async function sample(
  name: string,
  goal: Sample["goal"],
  work: (round: number) => Promise<unknown>,
  rounds = 60,
): Promise<Sample> {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    times.push(await time(() => work(round)));
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  return {
    name,
    goal,
    ms: median(rounds > 10 ? times.slice(10) : times),
    cpuMs: percentile(rounds > 10 ? cpu.slice(10) : cpu, 0.99),
  };
}

async function measure(ctx: Context, runId: string, total: number): Promise<Sample[]> {
  const groups = Math.ceil((total - 1) / 10);
  const window = (query: object) => listStepWindow({ ctx, input: { runId, offset: 0, limit: 200, ...query } });
  // The smallest run has no more under its root.
  const children = (parent: string | null, offset: number) =>
    listChildren({ ctx, input: { runId, parent, offset, limit: 100, last: false } });
  const matches = (query: object) => listMatches({ ctx, input: { runId, after: 0, limit: 200, ...query } });
  const lastStep = (total - (total % 10) - 2).toString(36);
  // The thread that looks at all steps is started by the first who needs it.
  await matches({ q: "warm up" });
  return [
    await sample("first 200 steps", "window", () => window({})),
    await sample("200 steps from the middle", "window", () => window({ offset: Math.floor(total / 2) })),
    await sample("first children", "window", () => children("1", 0)),
    await sample("last children", "window", () => children("1", Math.max(0, groups - 100))),
    await sample("outline", "quick", () => getOutline({ ctx, input: { runId } })),
    await sample("ancestors", "window", () => findAncestors({ ctx, input: { runId, stepId: lastStep } })),
    await sample("next error", "window", (round) => nextFailed({ ctx, input: { runId, from: round * 30, direction: "next" } })),
    await sample("errors, a page", "quick", () => matches({ failed: true })),
    await sample("slow steps, a page", "quick", () => matches({ minMs: 120 })),
    await sample("a text nobody says, one answer", "quick", () => matches({ q: "nobody says this" }), 5),
    await sample(
      "path to step, the last one",
      "quick",
      () => findAncestors({ ctx, input: { runId, path: `bench.batch#${groups}` } }),
      5,
    ),
    await sample("shape, the first time", "shape", () => getShape({ ctx, input: { runId, buckets: 240 } }), 1),
  ];
}

export const timeline: Bench = {
  name: "timeline",
  run: async ({ quick }) => {
    const sizes = quick ? [1000, 20_000] : [1000, 100_000, 1_000_000];
    const console = await openBenchConsole({});
    const measured: { size: number; samples: Sample[] }[] = [];
    try {
      for (const size of sizes) await writeRun(console.ctx, `run_${size}`, size);
      // What is measured first would pay for what is compiled then.
      await writeRun(console.ctx, "run_before", 1000);
      await measure(console.ctx, "run_before", 1000);
      for (const size of sizes) measured.push({ size, samples: await measure(console.ctx, `run_${size}`, size) });
    } finally {
      await console.close();
    }
    return rowsOf(measured);
  },
};

/** A window's work is one piece: what CPU time it takes is what it may hold the event loop. The others work in parts, or in a thread. */
const goals = {
  window: { text: "≤ 2; ≤ 20 ms CPU", isMet: (ratio: number, _: number, cpuMs: number) => ratio <= 2 && cpuMs <= 20 },
  quick: { text: "≤ 250 ms", isMet: (_: number, ms: number) => ms <= 250 },
  shape: { text: "≤ 3 s", isMet: (_: number, ms: number) => ms <= 3000 },
};

function rowsOf(measured: { size: number; samples: Sample[] }[]): Row[] {
  const [smallest, ...larger] = measured;
  return larger.flatMap(({ size, samples }) =>
    samples.map(({ name, ms, cpuMs, goal }, at) => {
      const base = smallest?.samples[at]?.ms ?? Number.NaN;
      const { text, isMet } = goals[goal];
      return {
        name: `timeline: ${name}`,
        value: `${ms.toFixed(2)} ms (CPU p99 ${cpuMs.toFixed(1)} ms) of ${size.toLocaleString("en-US")} steps`,
        baseline: `${base.toFixed(2)} ms of 1,000`,
        ratio: ms / base,
        goal: text,
        met: isMet(ms / base, ms, cpuMs),
      };
    }),
  );
}
