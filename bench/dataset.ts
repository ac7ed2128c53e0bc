import { readFile } from "node:fs/promises";
import { getDatasetRun } from "@/server/dataset-runs/get-dataset-run";
import { listItemsOfRun } from "@/server/dataset-runs/list-items-of-run";
import { listResults } from "@/server/dataset-runs/list-results";
import { startDatasetRun } from "@/server/dataset-runs/start-dataset-run";
import { summariseFigures } from "@/server/dataset-runs/summarise-figures";
import { waitForDatasetRun } from "@/server/dataset-runs/watch-dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { openBenchConsole } from "./bench-console";
import { percentile, perSecond, rounded, watchEventLoop, type Bench, type Row } from "./measure";

const noOp = `import { defineAgent } from "trackside";
export default defineAgent({ id: "no-op", run: () => null });`;

/** What a peer's experiment of a no-op did on two cores, without any timeline. */
const peers = new Map([
  [500, 3967],
  [2000, 2730],
  [10_000, 834],
]);
const mostMb = 512;

type Measured = { size: number; rate: number; consoleMb: number; hostMb: number; lag: number; pageP95: number };
type BenchConsole = Awaited<ReturnType<typeof openBenchConsole>>;

async function residentMb(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function measure({ ctx }: BenchConsole, size: number, look: boolean): Promise<Measured> {
  const datasetId = `items-${size}-${look}`;
  await seedDataset(
    ctx.db,
    datasetId,
    Array.from({ length: size }, (_, n) => ({ input: { n, question: `What is the answer to ${n}?` }, expected: null })),
  );
  let [consoleMb, hostMb] = [0, 0];
  const pages: number[] = [];
  const stopWatching = watchEventLoop();
  const begun = performance.now();
  const { run } = await startDatasetRun({ ctx, input: { datasetId, agentId: "no-op", concurrency: 1000 } });
  const input = { datasetId, runId: run.id };
  // By turns as a script reads it and as the page does, which shows its figures, too.
  const lookAt = async (turn: number) => {
    const from = performance.now();
    if (turn % 2 === 0) await listResults({ ctx, input: { ...input, limit: 50 } });
    else await listItemsOfRun({ ctx, input: { ...input, view: "failures", limit: 50 } });
    pages.push(performance.now() - from);
    await summariseFigures({ ctx, input });
  };
  const looks: Promise<void>[] = [];
  const timer = setInterval(() => {
    consoleMb = Math.max(consoleMb, process.memoryUsage().rss / 1024 / 1024);
    void residentMb(ctx.engine.host().pid).then((mb) => (hostMb = Math.max(hostMb, mb)));
    if (look) looks.push(lookAt(looks.length));
  }, 100);
  await waitForDatasetRun({ ctx, input, signal: new AbortController().signal });
  const ms = performance.now() - begun;
  clearInterval(timer);
  await Promise.all(looks);
  const { p99: lag } = stopWatching();
  const ended = await getDatasetRun({ ctx, input });
  if (ended.run.completedCount !== size) throw new Error(`of ${size} items ${ended.run.completedCount} were completed`);
  return { size, rate: perSecond(size, ms), consoleMb, hostMb, lag, pageP95: percentile(pages, 0.95) };
}

export const dataset: Bench = {
  name: "dataset",
  run: async ({ quick }) => {
    const console = await openBenchConsole({ "no-op": noOp });
    try {
      await measure(console, 300, false);
      const measured: Measured[] = [];
      for (const size of quick ? [500, 1000, 2000, 10_000] : [500, 1000, 2000, 10_000, 100_000])
        measured.push(await measure(console, size, false));
      const looked = await measure(console, quick ? 5000 : 20_000, true);
      return [...measured.map((each) => rowOf(each, measured)), pageRow(looked)];
    } finally {
      await console.close();
    }
  },
};

function rowOf({ size, rate, consoleMb, hostMb, lag }: Measured, all: Measured[]): Row {
  const base = all.find((each) => each.size === 1000)?.rate ?? Number.NaN;
  const peer = peers.get(size);
  const ratio = rate / (peer ?? base);
  const isSmall = Math.max(consoleMb, hostMb) <= mostMb;
  return {
    name: `dataset: ${rounded(size)} items of a no-op agent, with timelines`,
    value: `${rounded(rate)} items/s; console ${rounded(consoleMb)} MB, host ${rounded(hostMb)} MB; event-loop lag p99 ${lag.toFixed(0)} ms`,
    baseline: peer === undefined ? `${rounded(base)} items/s at 1,000` : `${rounded(peer)} items/s, a peer without timelines`,
    ratio,
    goal: peer === undefined ? "≥ 0.8; ≤ 512 MB" : "> 1; ≤ 512 MB",
    met: isSmall && (peer === undefined ? ratio >= 0.8 : ratio > 1),
  };
}

function pageRow({ size, pageP95 }: Measured): Row {
  return {
    name: `dataset: a page of results while ${rounded(size)} items run`,
    value: `p95 ${pageP95.toFixed(1)} ms`,
    baseline: "–",
    ratio: undefined,
    goal: "p95 ≤ 100 ms",
    met: pageP95 <= 100,
  };
}
