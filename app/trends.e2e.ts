import type { Page } from "@playwright/test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";
import { startConsoleProcess } from "@/server/testing/console-process";

const runsChart = (page: Page) => page.getByRole("slider", { name: "Runs and errors over time" });

async function failOnce(page: Page): Promise<string> {
  const run = await startRun(page, "failing", null);
  await endOfRun(page, run);
  return run.runId;
}

test("a chart is read by its crosshair with the keys, and leads to the runs of what one chose", async ({ page }) => {
  const runId = await failOnce(page);
  await page.goto("/agents/failing?tab=trends&range=24h");
  const chart = runsChart(page);
  await expect(chart).toBeVisible();
  await chart.focus();
  // The run may have been made just before the hour struck.
  const last = (await chart.getAttribute("aria-valuetext")) ?? "";
  await page.keyboard.press("ArrowLeft");
  await expect(chart).toHaveAttribute("aria-valuenow", "22");
  expect(`${last} ${(await chart.getAttribute("aria-valuetext")) ?? ""}`).toMatch(/\d\d:00–\d\d:00: Error [1-9]/);
  // The other charts say their values of the same hour.
  await expect(page.getByRole("slider", { name: "Duration over time" })).toHaveAttribute("aria-valuenow", "22");
  await page.keyboard.press("Home");
  await expect(chart).toHaveAttribute("aria-valuenow", "0");
  await expect(chart).toHaveAttribute("aria-valuetext", /Completed 0/);
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/agents\/failing\/runs\?from=\d+&to=\d+/);
  const { from, to } = Object.fromEntries(new URL(page.url()).searchParams);
  expect(Number(to) - Number(from)).toBe(24 * 3_600_000);
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: runId.slice(0, 24) })
      .first(),
  ).toBeVisible();
});

test("the pointer reads a point, a drag chooses several, and the address keeps the range", async ({ page }) => {
  await failOnce(page);
  await page.goto("/agents/failing?tab=trends&range=24h");
  const chart = runsChart(page);
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no place");
  const at = (point: number) => box.x + (box.width * (point + 0.5)) / 24;
  await page.mouse.move(at(5), box.y + 20);
  await expect(chart).toHaveAttribute("aria-valuenow", "5");
  await page.mouse.move(10, 10);
  await expect(chart).toHaveAttribute("aria-valuenow", "23");
  await page.getByText("30 days", { exact: true }).click();
  await expect(page).toHaveURL(/tab=trends&range=30d/);
  await expect(chart).toHaveAttribute("aria-valuemax", "29");
  await page.goBack();
  await expect(chart).toHaveAttribute("aria-valuemax", "23");
  await page.mouse.move(at(3), box.y + 20);
  await page.mouse.down();
  await page.mouse.move(at(6), box.y + 20, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/\/agents\/failing\/runs\?from=/);
  const { from, to } = Object.fromEntries(new URL(page.url()).searchParams);
  expect(Number(to) - Number(from)).toBe(4 * 3_600_000);
});

test("the same is there as a table, newest first, with nothing for averages of no runs", async ({ page }) => {
  await failOnce(page);
  await page.goto("/agents/failing?tab=trends&range=24h");
  // Its state is in the address, and shows a moment later.
  await page.getByRole("checkbox", { name: "Table" }).click();
  await expect(page.getByRole("checkbox", { name: "Table" })).toBeChecked();
  const table = page.getByRole("region", { name: "Trends as a table" });
  await expect(table.getByRole("row")).toHaveCount(25);
  await expect(table.getByRole("row").last()).toContainText("—");
  await expect(table.getByRole("columnheader", { name: "p95" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await table.getByRole("button").first().click();
  await expect(page).toHaveURL(/\/agents\/failing\/runs\?from=/);
});

test("the list of agents says how each did lately, and is filtered by what one types", async ({ page }) => {
  await failOnce(page);
  await page.goto("/agents");
  const card = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: "Failing" }) });
  await expect(card).toContainText(/in 7 days/);
  await expect(card).toContainText(/% failed/);
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("second step");
  await expect(page).toHaveURL(/q=second%20step/);
  await expect(page.getByRole("link", { name: "Gated" })).toHaveCount(0);
  await expect(card).toBeVisible();
  await page.getByRole("searchbox", { name: "Filter agents" }).fill("no such agent");
  await expect(page.getByRole("heading", { name: "No agent fits “no such agent”" })).toBeVisible();
  await page.getByRole("link", { name: "Show all agents" }).click();
  await expect(page.getByRole("link", { name: "Gated" })).toBeVisible();
});

const greeter = (field: string, word: string) => `import { defineAgent } from "trackside";
import { z } from "zod";
export default defineAgent({ id: "greeter", name: "Greeter", input: z.object({ ${field}: z.string() }), run: () => ${JSON.stringify(word)} });
`;

test("what changed between two revisions is said: files, schema, and how they did", async ({ page, home }) => {
  const project = join(home, "project");
  mkdirSync(join(project, "agents"), { recursive: true });
  const env = { TRACKSIDE_DATA_DIR: join(home, "data"), TRACKSIDE_PROJECT: project };
  for (const [field, word] of [
    ["who", "hello"],
    ["whom", "good day"],
  ] as const) {
    writeFileSync(join(project, "agents/greeter.ts"), greeter(field, word));
    const console = await startConsoleProcess(env);
    try {
      await page.request.post(`${console.url}/api/agents/greeter/runs`, { data: { input: { [field]: "Ada" }, wait: true } });
      if (field === "who") continue;
      await page.goto(`${console.url}/agents/greeter?tab=revisions`);
      const rows = page.getByRole("region", { name: "Revisions" }).getByRole("row");
      await expect(rows).toHaveCount(3);
      await expect(rows.nth(1)).toContainText("latest");
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole("button", { name: "What changed" }).click();
      await expect(page).toHaveURL(/compare=\w+\.\.\w+/);
      const changed = page.getByRole("region", { name: "What changed" });
      await expect(changed.getByRole("listitem")).toHaveText(["agents/greeter.tschanged"]);
      await expect(changed.getByRole("row", { name: /^Runs/ })).toContainText("11");
      await expect(changed.getByText("properties.who", { exact: true })).toBeVisible();
      await expect(changed.getByText("properties.whom", { exact: true })).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
      await changed.getByRole("button", { name: "Close" }).click();
      await expect(changed).toHaveCount(0);
      await rows.nth(2).getByRole("button", { name: "Trends" }).click();
      await expect(page.getByText(/Only runs of revision/)).toBeVisible();
      await expect(page.getByRole("slider").first()).toBeVisible();
      await page.goto(`${console.url}/agents/greeter?compare=nothing..here`);
      await expect(page.getByRole("heading", { name: "There is no such revision" })).toBeVisible();
    } finally {
      // It would go on asking.
      await page.goto("about:blank");
      await console.kill("SIGTERM");
    }
  }
});
