import { randomBytes } from "node:crypto";
import type { Context } from "@/server/context";
import { listRunsInput } from "@/server/domain/run";
import { getLatest } from "@/server/overview/get-latest";
import { getRunning } from "@/server/overview/get-running";
import { listFailures } from "@/server/runs/list-failures";
import { formatCursor, listRuns } from "@/server/runs/list-runs";
import { openBenchConsole } from "./bench-console";
import { median, percentile, type Bench, type Row } from "./measure";

/** `mostMs`: what it may take at all, where it does more the more there is. */
type Sample = { name: string; p50: number; max: number; mostMs?: number };

/** Rows as they would be after months of use: four agents, mostly completed, a few failed. */
async function fill(ctx: Context, from: number, to: number): Promise<void> {
  const columns = "key, id, agent_id, agent_revision, status, created_at, started_at, ended_at, steps, actions";
  for (let at = from; at < to; at += 5000) {
    const rows = Array.from({ length: Math.min(5000, to - at) }, (_, i) => {
      const n = at + i + 1;
      const created = 1_700_000_000_000 + n * 937;
      const status = n % 97 === 0 ? "error" : n % 211 === 0 ? "timeout" : "completed";
      return [
        n,
        `run_20260101_000000_${randomBytes(8).toString("hex")}`,
        `agent-${n % 4}`,
        "r1",
        status,
        created,
        created,
        created + 1200,
        12,
        4,
      ];
    });
    const values = Array.from({ length: 10 }, (_, i) => `value ->> ${i}`).join(", ");
    await ctx.db.write([
      { sql: `INSERT INTO runs (${columns}) SELECT ${values} FROM json_each(?)`, args: [JSON.stringify(rows)] },
    ]);
  }
}

async function sample(name: string, work: () => Promise<unknown>, mostMs?: number): Promise<Sample> {
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return {
    name,
    p50: median(times.slice(10)),
    max: percentile(times.slice(10), 0.99),
    ...(mostMs === undefined ? {} : { mostMs }),
  };
}

async function measure(ctx: Context, count: number): Promise<Sample[]> {
  const list = (query: object) => listRuns({ ctx, input: listRunsInput.parse(query) });
  const middle = 1_700_000_000_000 + (count / 2) * 937;
  const cursor = formatCursor({ createdAt: middle, key: Math.floor(count / 2) });
  return [
    await sample("first page", () => list({})),
    await sample("filtered: agent and status", () => list({ agentId: ["agent-1"], status: ["completed"] })),
    await sample("filtered: two statuses", () => list({ status: ["error", "timeout"] })),
    await sample("filtered: time", () => list({ from: middle, to: middle + 1_000_000 })),
    await sample("filtered: half of all time", () => list({ from: middle })),
    await sample("deep page", () => list({ cursor })),
    // All failures there are, which is more than a day has.
    await sample(
      "overview",
      async () => {
        await listFailures(ctx, 0);
        await getRunning({ ctx });
        await getLatest({ ctx });
      },
      150,
    ),
  ];
}

export const list: Bench = {
  name: "list",
  run: async ({ quick }) => {
    const sizes = quick ? [1000, 20_000] : [1000, 100_000, 1_000_000];
    const console = await openBenchConsole({});
    const measured: { size: number; samples: Sample[] }[] = [];
    try {
      let filled = 0;
      for (const size of sizes) {
        await fill(console.ctx, filled, size);
        filled = size;
        measured.push({ size, samples: await measure(console.ctx, size) });
      }
    } finally {
      await console.close();
    }
    return rowsOf(measured);
  },
};

function rowsOf(measured: { size: number; samples: Sample[] }[]): Row[] {
  const [smallest, ...larger] = measured;
  return larger.flatMap(({ size, samples }) =>
    samples.map(({ name, p50, max, mostMs }, at) => {
      const base = smallest?.samples[at]?.p50 ?? Number.NaN;
      const ratio = p50 / base;
      const value = `${p50.toFixed(2)} ms (p99 ${max.toFixed(1)} ms) at ${size.toLocaleString("en-US")} runs`;
      return {
        name: `list: ${name}`,
        value,
        baseline: `${base.toFixed(2)} ms at 1,000`,
        ratio,
        goal: mostMs === undefined ? "≤ 2; ≤ 20 ms" : `≤ ${mostMs} ms`,
        met: mostMs === undefined ? ratio <= 2 && max <= 20 : max <= mostMs,
      };
    }),
  );
}
