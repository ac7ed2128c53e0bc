import type { BrowserContext, Page } from "@playwright/test";
import { openBreakableLine, type BreakableLine } from "@/server/testing/breakable-line";
import { expect, openGates, startRun, test } from "@/server/testing/browser";

// Eight tabs take their time to load on a busy machine.
test.describe.configure({ timeout: 120_000 });

const row = (page: Page, name: string) =>
  page.getByRole("treegrid", { name: "Steps" }).getByRole("row", { name: new RegExp(name) });

/** One tab for each run, in the window that has the first. */
async function openTabs(line: BreakableLine, page: Page, runs: { runId: string }[]): Promise<Page[]> {
  const tabs = [page];
  while (tabs.length < runs.length) tabs.push(await page.context().newPage());
  await Promise.all(tabs.map((tab, place) => tab.goto(`${line.url}/agents/gated/runs/${runs[place]?.runId ?? ""}`)));
  return tabs;
}

/** The names of the locks tabs hold, and whether this one leads. */
const locksOf = (page: Page) =>
  page.evaluate(() =>
    navigator.locks.request(crypto.randomUUID(), async (probe) => {
      const { held = [] } = await navigator.locks.query();
      const own = held.find(({ name }) => name === probe?.name)?.clientId;
      const names = held.flatMap(({ name }) => (name?.startsWith("trackside-live") ? [name] : []));
      const mine = held.flatMap(({ name, clientId }) => (clientId === own && name ? [name] : []));
      return { names, leads: mine.includes("trackside-live"), inbox: mine.find((name) => name.startsWith("trackside-live/")) };
    }),
  );

async function leaderOf(tabs: Page[]): Promise<Page | undefined> {
  const leads = await Promise.all(tabs.map(async (tab) => (await locksOf(tab)).leads));
  return tabs[leads.indexOf(true)];
}

const setSeen = (page: Page, seen: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    seen ? "visible" : "hidden",
  );

type Told = { item?: { data?: { steps?: { path: string; endedSeq?: number }[] } } };

/** Listens in on what a tab is told: which steps have ended, each time it is said. */
async function listenIn(tab: Page): Promise<() => Promise<string[]>> {
  // What the server has drawn is seen before the page lives.
  await expect.poll(async () => (await locksOf(tab)).inbox).toBeDefined();
  const { inbox = "" } = await locksOf(tab);
  await tab.evaluate((name) => {
    const ends: string[] = [];
    Object.assign(globalThis, { ends });
    new BroadcastChannel(name).addEventListener("message", ({ data }: MessageEvent<Told>) => {
      for (const { path, endedSeq } of data.item?.data?.steps ?? []) if (endedSeq !== undefined) ends.push(path);
    });
  }, inbox);
  return () => tab.evaluate(() => (globalThis as unknown as { ends: string[] }).ends);
}

async function seeEach(tabs: Page[], name: string): Promise<void> {
  for (const tab of tabs) await expect(row(tab, name)).toBeVisible({ timeout: 15_000 });
}

/** The tabs first: one that is open speaks of a line that is gone. */
async function leave(tabs: Page[], line: BreakableLine): Promise<void> {
  for (const tab of tabs) await tab.close();
  line.close();
}

async function seeTheEnd(tabs: Page[], steps: number): Promise<void> {
  for (const tab of tabs) {
    await expect(tab.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 15_000 });
    for (let step = 1; step <= steps; step++) await expect(row(tab, `gate_${step}\\b`)).toHaveCount(1);
    await expect(row(tab, "gate_")).toHaveCount(steps);
  }
}

test("eight tabs on eight runs share one stream, also when the tab that holds it is closed", async ({ page, home, baseURL }) => {
  const line = await openBreakableLine(baseURL ?? "");
  const runs = await Promise.all(Array.from({ length: 8 }, () => startRun(page, "gated", { dir: home, steps: 4 })));
  const tabs = await openTabs(line, page, runs);
  await seeEach(tabs, "gate_1");
  const told = new Map(await Promise.all(tabs.map(async (tab) => [tab, await listenIn(tab)] as const)));
  openGates(home, 1);
  await seeEach(tabs, "gate_2");
  await expect.poll(line.streams).toBe(1);
  // Seven streams would have taken all the connections a browser has for a console.
  expect(await tabs[7]?.evaluate(async () => (await fetch("/api/health")).status)).toBe(200);
  const leader = await leaderOf(tabs);
  await leader?.close();
  const followers = tabs.filter((tab) => tab !== leader);
  expect(followers).toHaveLength(7);
  openGates(home, 2);
  await seeEach(followers, "gate_3");
  await expect.poll(line.streams).toBe(1);
  const next = await leaderOf(followers);
  const gone = followers.find((tab) => tab !== next);
  await gone?.close();
  const left = followers.filter((tab) => tab !== gone);
  openGates(home, 3, 4);
  await seeTheEnd(left, 4);
  const steps = [1, 2, 3, 4].map((step) => `gated.gate_${step}`);
  for (const tab of left) expect((await told.get(tab)?.())?.filter((path) => path !== "gated")).toEqual(steps);
  await expect.poll(line.streams).toBe(0);
  await leave(left, line);
});

test("eight tabs on one run: hidden ones let go, the lead first, and go on from there when they are looked at", async ({
  page,
  home,
  baseURL,
}) => {
  const line = await openBreakableLine(baseURL ?? "");
  const run = await startRun(page, "gated", { dir: home, steps: 3 });
  const tabs = await openTabs(
    line,
    page,
    Array.from({ length: 8 }, () => run),
  );
  await expect.poll(async () => (await locksOf(page)).names).toHaveLength(9);
  const leader = await leaderOf(tabs);
  if (!leader) throw new Error("no tab leads");
  const others = tabs.filter((tab) => tab !== leader);
  await setSeen(leader, false);
  await expect.poll(async () => others.includes((await leaderOf(tabs)) ?? leader)).toBe(true);
  // Eight that are there, and the lead; after a while one is not there any more.
  expect((await locksOf(page)).names).toHaveLength(9);
  await expect.poll(async () => (await locksOf(page)).names.length, { timeout: 15_000 }).toBe(8);
  openGates(home, 1);
  await seeEach(others, "gate_2");
  await expect(row(leader, "gate_2")).toBeHidden();
  await setSeen(leader, true);
  await seeEach([leader], "gate_2");
  await expect.poll(line.streams).toBe(1);
  openGates(home, 2, 3);
  await seeTheEnd(tabs, 3);
  await leave(tabs, line);
});

test("a cut line is told in all tabs, and all go on when it is mended", async ({ page, home, baseURL, complaints }) => {
  const line = await openBreakableLine(baseURL ?? "");
  const run = await startRun(page, "gated", { dir: home, steps: 3 });
  const tabs = await openTabs(line, page, [run, run, run]);
  await seeEach(tabs, "gate_1");
  openGates(home, 1);
  await seeEach(tabs, "gate_2");
  line.cut();
  for (const tab of tabs) await expect(tab.getByText("Reconnecting…")).toBeVisible();
  openGates(home, 2);
  line.mend();
  await seeEach(tabs, "gate_3");
  for (const tab of tabs) await expect(tab.getByText("Reconnecting…")).toBeHidden();
  openGates(home, 3);
  await seeTheEnd(tabs, 3);
  await leave(tabs, line);
  // The browser speaks of the cut connection; it may, and of nothing else.
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !/net::ERR_/.test(complaint)));
});

/** As on a plain http address in the local network, where browsers have no locks. */
const withoutLocks = (context: BrowserContext) => context.addInitScript("delete Navigator.prototype.locks");

test("where tabs cannot agree on one, each has a stream of its own", async ({ page, context, home, baseURL }) => {
  await withoutLocks(context);
  const line = await openBreakableLine(baseURL ?? "");
  const run = await startRun(page, "gated", { dir: home, steps: 2 });
  const tabs = await openTabs(line, page, [run, run]);
  await seeEach(tabs, "gate_1");
  openGates(home, 1);
  await seeEach(tabs, "gate_2");
  await expect.poll(line.streams).toBe(2);
  openGates(home, 2);
  await seeTheEnd(tabs, 2);
  await leave(tabs, line);
});
