import { readFile } from "node:fs/promises";
import { getDatasetRun } from "@/server/dataset-runs/get-dataset-run";
import { listItemsOfRun } from "@/server/dataset-runs/list-items-of-run";
import { listResults } from "@/server/dataset-runs/list-results";
import { startDatasetRun } from "@/server/dataset-runs/start-dataset-run";
import { summariseFigures } from "@/server/dataset-runs/summarise-figures";
import { waitForDatasetRun } from "@/server/dataset-runs/watch-dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { openBenchConsole } from "./bench-console";
import { median, percentile, perSecond, rounded, watchEventLoop, type Bench, type Row } from "./measure";
import { openPeer, type Peer } from "./peer";

const noOp = `import { defineAgent } from "trackside";
export default defineAgent({ id: "no-op", run: () => null });`;

/** Sizes at which a peer runs as well, by turns with us; a small one says little if it is run once. */
const besidePeer = new Map([
  [500, 11],
  [2000, 5],
  [10_000, 3],
]);
const mostMb = 512;

type Measured = { size: number; rate: number; consoleMb: number; hostMb: number; lag: number; pageP95: number };
type BenchConsole = Awaited<ReturnType<typeof openBenchConsole>>;

async function residentMb(pid: number | undefined): Promise<number> {
  if (pid === undefined) return 0;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function measure({ ctx }: BenchConsole, size: number, look: boolean, nth = 0): Promise<Measured> {
  const datasetId = `items-${size}-${look}-${nth}`;
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
    const peer = await openPeer();
    try {
      await measure(console, 300, false);
      await peer.experiment(300);
      const rows: Row[] = [];
      for (const [size, times] of besidePeer) rows.push(await compare(console, peer, size, quick ? 1 : times));
      const base = await measure(console, 1000, false);
      rows.push(rowOf(base, base));
      if (!quick) rows.push(rowOf(await measure(console, 100_000, false), base));
      return [...rows, pageRow(await measure(console, quick ? 5000 : 20_000, true))];
    } finally {
      peer.close();
      await console.close();
    }
  },
};

/** By turns, so that both have the machine as it is just then: the median of how much faster we were. */
async function compare(console: BenchConsole, peer: Peer, size: number, times: number): Promise<Row> {
  const turns: { ours: Measured; theirs: number }[] = [];
  for (let turn = 0; turn < times; turn++)
    turns.push({ ours: await measure(console, size, false, turn), theirs: await peer.experiment(size) });
  const ours = turns.map((turn) => turn.ours);
  const ratio = median(turns.map((turn) => turn.ours.rate / turn.theirs));
  const rates = ours.map(({ rate }) => rate);
  return {
    name: `dataset: ${rounded(size)} items of a no-op agent, with timelines`,
    value: `${rounded(median(rates))} items/s (${spread(rates)}); ${weight(ours)}`,
    baseline: `a peer, without timelines: ${rounded(median(turns.map(({ theirs }) => theirs)))} items/s (${spread(turns.map(({ theirs }) => theirs))})`,
    ratio,
    goal: "> 1; ≤ 512 MB",
    met: ratio > 1 && isSmall(ours),
  };
}

function rowOf(measured: Measured, base: Measured): Row {
  const ratio = measured.rate / base.rate;
  return {
    name: `dataset: ${rounded(measured.size)} items of a no-op agent, with timelines`,
    value: `${rounded(measured.rate)} items/s; ${weight([measured])}`,
    baseline: `${rounded(base.rate)} items/s at 1,000`,
    ratio,
    goal: "≥ 0.8; ≤ 512 MB",
    met: ratio >= 0.8 && isSmall([measured]),
  };
}

const spread = (rates: number[]): string => `${rounded(Math.min(...rates))} to ${rounded(Math.max(...rates))}`;
const isSmall = (all: Measured[]): boolean => all.every(({ consoleMb, hostMb }) => Math.max(consoleMb, hostMb) <= mostMb);

function weight(all: Measured[]): string {
  const most = (of: (each: Measured) => number) => Math.max(...all.map(of));
  const mb = `console ${rounded(most((each) => each.consoleMb))} MB, host ${rounded(most((each) => each.hostMb))} MB`;
  return `${mb}; event-loop lag p99 ${most((each) => each.lag).toFixed(0)} ms`;
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
