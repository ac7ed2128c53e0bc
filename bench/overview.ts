import { rm } from "node:fs/promises";
import type { RunPage } from "@/server/domain/run";
import { openBenchConsole } from "./bench-console";
import { openConsoleProcess, type BenchProcess } from "./console-process";
import { agents, fillRuns } from "./fill-runs";
import { percentile, type Bench, type Row } from "./measure";

const hourMs = 3_600_000;
const repeats = 50;
const warmUps = 5;

/** Where the points of a chart begin and end, as the page asks for them. */
const edges = (count: number, hours: number): number[] => {
  const end = Math.ceil(Date.now() / hourMs) * hourMs;
  return Array.from({ length: count + 1 }, (_, at) => end - (count - at) * hours * hourMs);
};

const read = (name: string, input?: unknown): string =>
  `/api/trpc/${name}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`;

/** The page itself, and each read it makes. */
const asked = (): Record<string, string> => ({
  page: "/",
  "what needs attention": read("overview.attention"),
  "what runs now": read("overview.running"),
  "latest runs": read("overview.latest"),
  "trends of a day": read("trends.get", { edges: edges(24, 1) }),
  "trends of a month": read("trends.get", { edges: edges(30, 24) }),
  "figures of the agents": read("trends.ofAgents", { agentIds: agents, days: 7 }),
  "figures of revisions": read("trends.ofRevisions", { agentId: agents[0], days: 30 }),
});

/** Making a million runs findable by their texts goes on beside what is asked, and is not what is measured here. */
async function untilFound(process: BenchProcess, size: number): Promise<void> {
  const newest = `/api/runs?q=order-${size - 1}`;
  for (;;) {
    const { total, totalIsLowerBound } = JSON.parse(await process.get(newest)) as Pick<RunPage, "total" | "totalIsLowerBound">;
    if (total > 0 && !totalIsLowerBound) return;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

const noOp = (id: string): string => `import { defineAgent } from "trackside";
export default defineAgent({ id: "${id}", run: () => null });`;

export const overview: Bench = {
  name: "overview",
  run: async ({ quick }) => {
    const size = quick ? 20_000 : 1_000_000;
    const console = await openBenchConsole(Object.fromEntries(agents.map((id) => [id, noOp(id)])));
    await fillRuns(console.ctx, 0, size);
    await console.stop();
    const process = await openConsoleProcess(console.dataDir, console.projectDir);
    await untilFound(process, size);
    const rows: Row[] = [];
    for (const [name, path] of Object.entries(asked())) {
      for (let i = 0; i < warmUps; i++) await process.get(path);
      await process.effort();
      const times: number[] = [];
      for (let i = 0; i < repeats; i++) {
        const begun = performance.now();
        await process.get(path);
        times.push(performance.now() - begun);
      }
      const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
      const { heldMs, cpuMs } = await process.effort();
      rows.push({
        name: `overview: ${name}`,
        value: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms by HTTP at ${size.toLocaleString("en-US")} runs; CPU ${(cpuMs / repeats).toFixed(1)} ms, event loop held at most ${heldMs.toFixed(0)} ms`,
        baseline: "–",
        ratio: undefined,
        // Drawing a page on the server is not a query.
        goal: name === "page" ? "p95 ≤ 150 ms" : "p95 ≤ 150 ms; ≤ 20 ms",
        met: p95 <= 150 && (name === "page" || heldMs <= 20),
      });
    }
    await process.close();
    await rm(console.home, { recursive: true, force: true });
    return rows;
  },
};
