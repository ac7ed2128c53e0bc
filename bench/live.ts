import { chromium, type Page } from "@playwright/test";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunSummary } from "@/server/domain/run";
import { startConsoleProcess } from "@/server/testing/console-process";
import { median, percentile, rounded, type Bench, type Row } from "./measure";

/** Steps are called by the moment they begin, so that a page tells how old what it shows is. */
const agent = `import { defineAgent } from "trackside";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export default defineAgent({
  id: "ticker",
  async run(ctx, { lanes, perSecond, seconds }) {
    const end = Date.now() + seconds * 1000;
    await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
      for (let n = 0; Date.now() < end; n++) {
        const begun = Date.now();
        await ctx.step("t" + begun, { kind: "tool", input: { lane, n } }, () => n);
        const rest = (1000 * lanes) / perSecond - (Date.now() - begun);
        if (rest > 1) await pause(rest);
      }
    }));
  },
});
`;
const large = `import { defineAgent } from "trackside";
export default defineAgent({
  id: "large",
  run: (ctx, { groups, each }) => ctx.map("group", [...Array(groups).keys()], { concurrency: 32 }, async (group) => {
    for (let n = 0; n < each; n++) await ctx.step("part", { input: { group, n } }, () => n);
  }),
});
`;

type Answer = { run: RunSummary };

/** In the page: how long ago each step began when its row first stood there; and how old the newest one in sight is, ten times a second. */
async function watchRows(page: Page, ms: number): Promise<{ seen: number[]; ages: number[] }> {
  return page.evaluate(async (forMs) => {
    const seen: number[] = [];
    const ages: number[] = [];
    let newest = Number.NaN;
    const known = new Set<string>();
    const look = () => {
      for (const row of document.querySelectorAll("[role=treegrid] [role=row]")) {
        const [, at] = /t(\d{13})/.exec(row.textContent) ?? [];
        if (at === undefined) continue;
        newest = Number.isNaN(newest) ? Number(at) : Math.max(newest, Number(at));
        if (known.has(at)) continue;
        known.add(at);
        seen.push(Date.now() - Number(at));
      }
    };
    look();
    seen.length = 0;
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    // What began before the page listened is part of opening it: it is live once something has come by itself.
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    seen.length = 0;
    const timer = setInterval(() => ages.push(Date.now() - newest), 100);
    await new Promise((resolve) => setTimeout(resolve, forMs));
    clearInterval(timer);
    observer.disconnect();
    return { seen, ages };
  }, ms);
}

/** What holds the page for longer than a frame while one scrolls and zooms, as the browser itself counts it. */
async function longTasks(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
      type: "longtask",
    });
    (globalThis as unknown as { tasks: number[] }).tasks = tasks;
  });
  await work();
  return page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
}

async function open(page: Page, url: string): Promise<number> {
  const begun = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.locator("[role=treegrid] [role=row]").nth(2).waitFor();
  return performance.now() - begun;
}

export const live: Bench = {
  name: "live",
  run: async ({ quick }) => {
    const home = await mkdtemp(join(tmpdir(), "trackside-bench-live-"));
    const agents = join(home, "project/agents");
    await mkdir(agents, { recursive: true });
    await writeFile(join(agents, "ticker.ts"), agent);
    await writeFile(join(agents, "large.ts"), large);
    const console = await startConsoleProcess({
      TRACKSIDE_DATA_DIR: join(home, "data"),
      TRACKSIDE_PROJECT: join(home, "project"),
    });
    const found = await promisify(execFile)(process.execPath, ["scripts/find-browser.mjs"]);
    const executablePath = found.stdout.trim().split("\n").at(-1) ?? "";
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const start = async (agentId: string, input: object, wait = false): Promise<RunSummary> => {
      const answer = await fetch(`${console.url}/api/agents/${agentId}/runs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ input, wait }),
      });
      return ((await answer.json()) as Answer).run;
    };
    const address = ({ agentId, runId }: RunSummary) => `${console.url}/agents/${agentId}/runs/${runId}`;
    const seconds = quick ? 5 : 15;
    const rows: Row[] = [];
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      const calm = await start("ticker", { lanes: 1, perSecond: 4, seconds: seconds + 8 });
      await open(page, address(calm));
      const idle = await watchRows(page, seconds * 1000);
      rows.push(rowOf("idle", idle.seen, "≤ 150 ms", 150, `${idle.seen.length} steps`));

      const busy = await start("ticker", { lanes: 64, perSecond: 5_000, seconds: seconds + 8 });
      await open(page, address(busy));
      await page.waitForTimeout(1_500);
      const { ages } = await watchRows(page, seconds * 1000);
      const ended = await fetch(`${console.url}/api/agents/ticker/runs/${busy.runId}?limit=1`).then(
        async (answer) => ((await answer.json()) as { summary: RunSummary }).summary,
      );
      const rate = ended.counts.steps / ((ended.durationMs ?? 1) / 1000);
      rows.push(
        rowOf("at most 5,000 steps a second", ages, "≤ 500 ms", 500, `the newest step in sight, at ${rounded(rate)} steps/s`),
      );
      await fetch(`${console.url}/api/agents/ticker/runs/${busy.runId}/cancel`, { method: "POST" });

      const size = quick ? { groups: 100, each: 99 } : { groups: 1_000, each: 99 };
      const long = await start("large", size, true);
      const short = await start("large", { groups: 1, each: 3 }, true);
      const times = { long: [] as number[], short: [] as number[] };
      for (let turn = 0; turn < 7; turn++)
        for (const [name, run] of [
          ["short", short],
          ["long", long],
        ] as const) {
          const fresh = await browser.newPage({ viewport: { width: 1440, height: 900 } });
          times[name].push(await open(fresh, address(run)));
          await fresh.close();
        }
      const beyond = median(times.long) - median(times.short);
      rows.push({
        name: `open a run of ${rounded(long.counts.steps)} steps`,
        value: `${rounded(median(times.long))} ms to the first rows`,
        baseline: `${rounded(median(times.short))} ms for a run of ${short.counts.steps} steps`,
        ratio: undefined,
        goal: "≤ 1 s beyond it",
        met: beyond <= 1_000,
      });
      await open(page, address(long));
      await page.waitForTimeout(1_000);
      const tasks = await longTasks(page, async () => {
        await page.locator("[data-timeline]").hover();
        for (let i = 0; i < 60; i++) await page.mouse.wheel(0, 400);
        for (const key of ["+", "+", "+", "d", "d", "a", "-", "0"]) await page.keyboard.press(key);
        await page.waitForTimeout(500);
      });
      const longest = Math.max(0, ...tasks);
      rows.push({
        name: "scroll and zoom it",
        value: `longest task ${rounded(longest)} ms, ${tasks.length} over 50 ms`,
        baseline: "–",
        ratio: undefined,
        goal: "≤ 100 ms",
        met: longest <= 100,
      });
    } finally {
      await browser.close();
      await console.kill("SIGTERM");
      await rm(home, { recursive: true, force: true });
    }
    return rows.map((row) => ({ ...row, name: `live: ${row.name}` }));
  },
};

function rowOf(name: string, values: number[], goal: string, mostMs: number, of: string): Row {
  const [p50, p95] = [median(values), percentile(values, 0.95)];
  return {
    name,
    value: `p50 ${rounded(p50)} ms, p95 ${rounded(p95)} ms from begun to seen, ${of}`,
    baseline: "–",
    ratio: undefined,
    goal: `p95 ${goal}`,
    met: p95 <= mostMs,
  };
}
