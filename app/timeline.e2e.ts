import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";
import { barTimes, deepest, oddNames, widest } from "@/server/testing/odd-runs";
import type { Page } from "@playwright/test";

const addressOf = (runId: string, query = "") => `/agents/writer/runs/${runId}${query}`;
/** The strip is drawn by a page that answers. */
const opened = (page: Page) => expect(page.getByRole("group", { name: /Time in view/ }).locator("svg")).toBeVisible();
const row = (page: Page, name: string | RegExp) => page.getByRole("treegrid", { name: "Steps" }).getByRole("row", { name });

test("two actions, five model calls and an evaluator stand where they were, to the pixel", async ({ page }) => {
  for (const zoom of [undefined, { from: 1_000, to: 8_000 }]) {
    await page.goto(addressOf("odd_bars", zoom ? `?t=${zoom.from}-${zoom.to}` : ""));
    const { from: viewFrom, to: viewTo } = zoom ?? { from: 0, to: 10_000 };
    for (const { name, from, to } of barTimes) {
      const bar = row(page, new RegExp(`^${name}\\b`)).locator("[data-bar]");
      if (to < viewFrom || from > viewTo) {
        await expect(bar).toHaveCount(0);
        continue;
      }
      const lane = await bar.locator("xpath=..").boundingBox();
      const box = await bar.boundingBox();
      if (!lane || !box) throw new Error(`${name} is not drawn`);
      const at = (ms: number) => lane.x + Math.min(1, Math.max(0, (ms - viewFrom) / (viewTo - viewFrom))) * lane.width;
      expect(Math.abs(box.x - Math.min(at(from), lane.x + lane.width - 4)), `${name} begins`).toBeLessThanOrEqual(1);
      expect(Math.abs(box.width - Math.max(4, at(to) - at(from))), `${name} is long`).toBeLessThanOrEqual(1);
    }
  }
});

test("whatever a step is called or says is shown as text, and nothing of it is run or fetched", async ({ page, baseURL }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !request.url().startsWith("data:")) foreign.push(request.url());
  });
  await page.goto(addressOf("odd_shapes"));
  for (const name of oddNames) {
    const found = page
      .getByRole("treegrid")
      .getByText(name.slice(0, 300), { exact: name.length < 300 })
      .first();
    await expect(found).toBeVisible();
    await found.click();
    await expect(page.getByRole("region", { name: /^Step / })).toBeVisible();
    for (const tab of ["Input", "Attributes", "Raw", "Output"]) await page.getByRole("tab", { name: tab, exact: true }).click();
  }
  for (const name of ["no_time", "clock_back", "no_end", "orphan"])
    await expect(row(page, new RegExp(`^${name}`)).first()).toBeVisible();
  // Its run has ended, so whatever became of it, it does not run.
  await expect(row(page, /^no_end No end recorded/)).toBeVisible();
  for (const view of ["transcript", "log"]) {
    await page.goto(addressOf("odd_shapes", `?view=${view}`));
    await expect(page.getByText("alert(").first()).toBeVisible();
  }
  expect(foreign).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
});

test("a run with only a start, and one 130 levels deep", async ({ page }) => {
  await page.goto(addressOf("odd_start"));
  await expect(row(page, /^writer/)).toBeVisible();
  await page.goto(addressOf("odd_deep"));
  await opened(page);
  const last = row(page, new RegExp(`^level_${deepest - 1}\\b`));
  await page.getByRole("treegrid", { name: "Steps" }).getByRole("row").nth(1).focus();
  await page.keyboard.press("End");
  await expect(last).toBeFocused();
  await expect(last).toHaveAttribute("aria-level", String(deepest));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
});

test("a long run is read where one looks, and a failure far down is one key away", async ({ page }) => {
  const windows: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("runs.children")) windows.push(request.url());
  });
  await page.goto(addressOf("odd_wide"));
  await opened(page);
  const tree = page.getByRole("treegrid", { name: "Steps" });
  await expect(tree).toHaveAttribute("aria-rowcount", String(widest + 2));
  await expect(row(page, /^fetch\b/).first()).toBeVisible();
  await page.keyboard.press("e");
  const failed = row(page, /the 2,346th failed/);
  await expect(failed).toBeFocused();
  await expect(failed).toHaveAttribute("aria-posinset", "2346");
  await expect(failed).toHaveAttribute("aria-setsize", String(widest));
  await expect(page.getByRole("region", { name: /^Step store/ })).toContainText("the 2,346th failed");
  await page.keyboard.press("Home");
  await expect(row(page, /^writer/)).toBeFocused();
  await page.keyboard.press("End");
  await expect(row(page, /^store\b/).last()).toBeFocused();
  await expect(tree.locator("[aria-busy]")).toHaveCount(0);
  // What lies between was never asked for.
  expect(windows.length).toBeLessThan(10);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tree).toHaveAttribute("aria-rowcount", "2");
});

test("search keeps what is above, says what it hides, and goes from match to match", async ({ page }) => {
  await page.goto(addressOf("odd_bars"));
  await opened(page);
  await page.keyboard.press("/");
  await page.getByRole("searchbox", { name: "Search steps" }).fill("slow");
  await expect(row(page, /^judge/)).toHaveCount(0);
  await expect(row(page, /^look/)).toBeVisible();
  await expect(page.getByText("1 found · 6 hidden")).toBeVisible();
  await expect(page).toHaveURL(/q=slow/);
  await page.getByRole("searchbox", { name: "Search steps" }).fill("i");
  await expect(page).toHaveURL(/q=i(?:&|$)/);
  await page.getByRole("searchbox", { name: "Search steps" }).press("Enter");
  await page.getByRole("searchbox", { name: "Search steps" }).blur();
  await page.keyboard.press("n");
  await expect(row(page, /^writer/)).toBeFocused();
  await page.keyboard.press("n");
  await expect(row(page, /^first/)).toBeFocused();
  await page.keyboard.press("N");
  await expect(row(page, /^writer/)).toBeFocused();
  await page.goto(addressOf("odd_bars", "?kind=evaluator"));
  await expect(page.getByRole("treegrid").getByRole("row")).toHaveCount(3);
  await page.goto(addressOf("odd_bars", "?q=nothing+is+called+so"));
  await expect(page.getByText("No step is like that")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(row(page, /^judge/)).toBeVisible();
});

test("the part of the time in view is chosen by key, wheel and strip, and is in the address", async ({ page }) => {
  await page.goto(addressOf("odd_bars"));
  await opened(page);
  const strip = page.getByRole("group", { name: /Time in view/ });
  await expect(strip).toHaveAccessibleName("Time in view: 0 ms to 10.0 s");
  await page.keyboard.press("+");
  await expect(page).toHaveURL(/t=1875-8125/);
  await page.keyboard.press("d");
  await expect(strip).toHaveAccessibleName("Time in view: 3.4 s to 9.7 s");
  // So near that seconds do not tell where one is.
  for (let times = 0; times < 20; times++) await page.keyboard.press("+");
  await expect(strip).toHaveAccessibleName("Time in view: 6,558 to 6,568 ms");
  await page.keyboard.press("0");
  await expect(page).not.toHaveURL(/t=/);
  const box = await strip.boundingBox();
  if (!box) throw new Error("the strip is not drawn");
  // Where it stands by then: what comes late above it may have moved it.
  await strip.hover({ position: { x: box.width * 0.2, y: 10 } });
  await page.mouse.down();
  await strip.hover({ position: { x: box.width * 0.3, y: 10 } });
  await strip.hover({ position: { x: box.width * 0.4, y: 12 } });
  await page.mouse.up();
  await expect(strip).toHaveAccessibleName("Time in view: 2.0 s to 4.0 s");
  // The address is written once the drag has rested.
  await expect(page).toHaveURL(/t=(19|20)\d\d-(39|40)\d\d/);
  const inView = page.url();
  await page.reload();
  await expect(strip).toHaveAccessibleName("Time in view: 2.0 s to 4.0 s");
  expect(inView).toContain("odd_bars");
});

test("with the keyboard alone: into the tree, to a step, its panel, and back", async ({ page }) => {
  const run = await startRun(page, "mendable", null);
  await endOfRun(page, run);
  await page.goto(`/agents/mendable/runs/${run.runId}`);
  await opened(page);
  await page.keyboard.press("j");
  await expect(row(page, /^mendable/)).toBeFocused();
  for (const name of [/^main_flow/, /^planning/, /^lookup/, /^fetch_policy/]) {
    await page.keyboard.press("ArrowDown");
    await expect(row(page, name)).toBeFocused();
  }
  await expect(page).toHaveURL(/step=/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Output" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page).not.toHaveURL(/step=/);
  await expect(row(page, /^fetch_policy/)).toBeFocused();
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/view=transcript/);
  await expect(page.getByRole("region", { name: "Error at the end" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  // From a step that is run again: the dialog says which key sends it, and that holds from where the focus begins.
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/view=log/);
  await page.keyboard.press("t");
  await opened(page);
  await page.keyboard.press("e");
  await expect(page.getByRole("region", { name: "Step fetch_policy" })).toBeVisible();
  await page.keyboard.press("r");
  await expect(page.getByRole("dialog").getByLabel("Input as JSON")).toHaveValue(/refunds\/xx/);
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/runs\/rerun_/);
});

test("one failure is one: the error key and the error filter go to where it arose, not to each step it passed through", async ({
  page,
}) => {
  const run = await startRun(page, "mendable", null);
  await endOfRun(page, run);
  await page.goto(`/agents/mendable/runs/${run.runId}`);
  await opened(page);
  await page.keyboard.press("e");
  await expect(row(page, /^fetch_policy/)).toBeFocused();
  await page.getByRole("button", { name: "1 error" }).click();
  await expect(page.getByText("1/1 found · 2 hidden")).toBeVisible();
  await expect(row(page, /^mendable/)).toBeVisible();
});

test("a step of another run of the agent is opened by its path", async ({ page }) => {
  await page.goto(addressOf("odd_wide", "?step=writer.store%231173"));
  await expect(row(page, /the 2,346th failed/)).toBeVisible();
  await expect(page.getByRole("region", { name: /^Step store/ })).toContainText("the 2,346th failed");
});

test("on a phone, too, only the rows in sight are drawn, and each is reached", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(addressOf("odd_wide"));
  await opened(page);
  const tree = page.getByRole("treegrid", { name: "Steps" });
  await expect(tree).toHaveAttribute("aria-rowcount", String(widest + 2));
  await expect(row(page, /^fetch\b/).first()).toBeVisible();
  expect(await tree.getByRole("row").count()).toBeLessThan(60);
  // The times stand above the bars here, too.
  await expect(tree.getByText("4 s", { exact: true })).toBeInViewport();
  await page.keyboard.press("j");
  await page.keyboard.press("End");
  await expect(row(page, /^store\b/).last()).toBeFocused();
  await expect(row(page, /^store\b/).last()).toBeInViewport();
  expect(await tree.getByRole("row").count()).toBeLessThan(60);
  // A step takes the whole screen here, so walking past it does not choose it; Enter does, and Escape leads back.
  await page.keyboard.press("ArrowUp");
  await expect(row(page, /^fetch\b/).last()).toBeFocused();
  await expect(page).not.toHaveURL(/step=/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: /^Step fetch/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(row(page, /^fetch\b/).last()).toBeFocused();
});

test("a run without steps says so", async ({ page }) => {
  await page.goto(addressOf("odd_none"));
  await expect(page.getByText("No step of this run was recorded.")).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});
