import { randomBytes } from "node:crypto";
import type { Context } from "@/server/context";
import { trendsInput } from "@/server/domain/trends-input";
import { getAgentFigures } from "@/server/trends/get-agent-figures";
import { getTrends } from "@/server/trends/get-trends";
import { openBenchConsole } from "./bench-console";
import { percentile, watchEventLoop, type Bench, type Row } from "./measure";

const hourMs = 3_600_000;
const agents = [0, 1, 2, 3].map((n) => `agent-${n}`);
const columns =
  "key, id, agent_id, agent_revision, status, created_at, started_at, ended_at, input_tokens, output_tokens, cost_micro_usd";

/** Four agents' runs of the last thirty days, their durations spread over three powers of e. */
async function fill(ctx: Context, size: number, now: number): Promise<void> {
  for (let at = 0; at < size; at += 5000) {
    const rows = Array.from({ length: Math.min(5000, size - at) }, (_, i) => {
      const n = at + i;
      const created = now - Math.floor((30 * 24 * hourMs * (size - n)) / size);
      const status = n % 97 === 0 ? "error" : n % 211 === 0 ? "timeout" : "completed";
      const lasts = Math.floor(Math.exp(5 + 3 * Math.random()));
      const id = `run_20260101_000000_${randomBytes(8).toString("hex")}`;
      return [ctx.db.nextRunKey(), id, agents[n % 4], `r${n % 2}`, status, created, created, created + lasts, 500, 80, 900];
    });
    const values = Array.from({ length: 11 }, (_, n) => `value ->> ${n}`).join(", ");
    await ctx.db.write([
      { sql: `INSERT INTO runs (${columns}) SELECT ${values} FROM json_each(?)`, args: [JSON.stringify(rows)] },
    ]);
  }
}

async function measure(ctx: Context, size: number, now: number): Promise<Row[]> {
  const end = (Math.floor(now / hourMs) + 1) * hourMs;
  const ask = (points: number, hours: number) => {
    const edges = Array.from({ length: points + 1 }, (_, n) => end - (points - n) * hours * hourMs);
    return () => getTrends({ ctx, input: trendsInput.parse({ edges }) });
  };
  const asked = {
    "24 hours": ask(24, 1),
    "7 days": ask(28, 6),
    "30 days": ask(30, 24),
    "figures of four agents": () => getAgentFigures({ ctx, input: { agentIds: agents, days: 7 } }),
  };
  const rows: Row[] = [];
  for (const [name, work] of Object.entries(asked)) {
    await work();
    const times: number[] = [];
    const stop = watchEventLoop();
    for (let n = 0; n < 40; n++) {
      const begun = performance.now();
      await work();
      times.push(performance.now() - begun);
    }
    const { p99 } = stop();
    const p95 = percentile(times, 0.95);
    rows.push({
      name: `trends: ${name}`,
      value: `p95 ${p95.toFixed(1)} ms at ${size.toLocaleString("en-US")} runs`,
      baseline: `event loop late by ${p99.toFixed(1)} ms (p99)`,
      ratio: undefined,
      goal: "≤ 150 ms; ≤ 20 ms",
      met: p95 <= 150 && p99 <= 20,
    });
  }
  return rows;
}

export const trends: Bench = {
  name: "trends",
  run: async ({ quick }) => {
    const rows: Row[] = [];
    for (const size of quick ? [1000, 20_000] : [1000, 1_000_000]) {
      const console = await openBenchConsole({});
      try {
        const now = Date.now();
        await fill(console.ctx, size, now);
        rows.push(...(await measure(console.ctx, size, now)));
      } finally {
        await console.close();
      }
    }
    return rows;
  },
};
