import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { median, type Bench, type Row } from "./measure";

type Started = { ms: number; memoryMb: number; firstLoad: Map<string, number>; bare: number };

const pages = [
  "/",
  "/runs",
  "/datasets",
  "/agents",
  "/settings",
  "/docs/api",
  "/agents/support-triage",
  "/agents/support-triage/runs",
];

/** Starts the product as a user does and measures to its "ready" line. */
async function startOnce(dataDir: string): Promise<Started> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...process.env, NODE_ENV: "production", PORT: "0", TRACKSIDE_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const ready = /^Trackside ready at (\S+)$/.exec(line)?.[1];
        if (ready) resolve(ready);
      });
      void ended.then(() => reject(new Error("the console ended before it was ready")));
    });
    const ms = performance.now() - begun;
    await pause(3000);
    const memoryMb = residentMb(child.pid ?? 0);
    const firstLoad = new Map<string, number>();
    const dataset = await aDataset(url);
    for (const page of [...pages, await aRun(url), dataset, await aDatasetRun(url, dataset)])
      firstLoad.set(page, await scriptBytes(url, page));
    return { ms, memoryMb, firstLoad, bare: await bareBytes() };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/** Resident memory of the console and all its children. Linux only; elsewhere unknown. */
function residentMb(pid: number): number {
  try {
    const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    return own + children.reduce((sum, child) => sum + residentMb(Number(child)), 0);
  } catch {
    return Number.NaN;
  }
}

/** A run's page, of a run that has ended. */
async function aRun(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/agents/support-triage/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input: { message: "Where is my refund for 8841?" }, wait: true }),
  });
  const { run } = (await answer.json()) as { run: { runId: string } };
  return `/agents/support-triage/runs/${run.runId}`;
}

/** The example dataset's page. */
async function aDataset(url: string): Promise<string> {
  const { datasets } = (await (await fetch(`${url}/api/datasets`)).json()) as { datasets: { id: string }[] };
  return `/datasets/${datasets[0]?.id ?? ""}`;
}

/** The page of a dataset run that has ended; a dataset's address is the same in the API. */
async function aDatasetRun(url: string, dataset: string): Promise<string> {
  const answer = await fetch(`${url}/api${dataset}/runs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ agentId: "ticket-sorter", scorers: ["right-team"], itemIds: ["ticket-01"], wait: true }),
  });
  const { run } = (await answer.json()) as { run: { id: string } };
  return `${dataset}/runs/${run.id}`;
}

/** What a browser must load of script before the page works: every script its HTML names, gzipped. */
async function scriptBytes(url: string, page: string): Promise<number> {
  const html = await (await fetch(url + page)).text();
  // Polyfills marked noModule are for browsers of another age; none of today's loads them.
  const tags = [...html.matchAll(/<script[^>]+src="(\/_next\/[^"]+\.js[^"]*)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  const names = new Set(tags.map((match) => match[1]));
  let bytes = 0;
  for (const name of names) bytes += gzipSync(Buffer.from(await (await fetch(url + name)).arrayBuffer())).byteLength;
  return bytes;
}

/** A bare Next page loads React and Next's own runtime: the files the build lists for every page. */
async function bareBytes(): Promise<number> {
  const manifest = JSON.parse(await readFile(".next/build-manifest.json", "utf8")) as {
    rootMainFiles: string[];
    polyfillFiles: string[];
  };
  let bytes = 0;
  for (const file of manifest.rootMainFiles) bytes += gzipSync(await readFile(join(".next", file))).byteLength;
  return bytes;
}

export const start: Bench = {
  name: "start",
  run: async ({ quick }) => {
    const dataDir = await mkdtemp(join(tmpdir(), "trackside-start-"));
    try {
      await startOnce(dataDir);
      const runs: Started[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) runs.push(await startOnce(dataDir));
      return rowsOf(runs);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

function rowsOf(runs: Started[]): Row[] {
  const ms = median(runs.map((run) => run.ms));
  const memory = median(runs.map((run) => run.memoryMb));
  const last = runs.at(-1);
  const [page, most] = [...(last?.firstLoad ?? [])].toSorted((a, b) => b[1] - a[1])[0] ?? ["", Number.NaN];
  const extraKb = (most - (last?.bare ?? 0)) / 1000;
  const row = (name: string, value: string, goal: string, met: boolean, baseline = "–"): Row => ({
    name,
    value,
    baseline,
    ratio: undefined,
    goal,
    met,
  });
  return [
    row("start: warm, to ready", `${(ms / 1000).toFixed(2)} s`, "≤ 3 s", ms <= 3000),
    row("start: memory at rest, console and host", `${Math.round(memory)} MB`, "≤ 300 MB", memory <= 300),
    row(
      "start: first-load JS, heaviest page",
      `${extraKb.toFixed(0)} kB above a bare page (${page.replace(/(?:run|eval)_\w+/, "[runId]").replace(/ds_\w+/, "[datasetId]")})`,
      "≤ 110 kB",
      extraKb <= 110,
      `${((last?.bare ?? 0) / 1000).toFixed(0)} kB bare`,
    ),
  ];
}
