import { makeDataset } from "@/server/testing/browser-datasets";
import { countAsked, endOfRun, expect, openGates, startRun, test } from "@/server/testing/browser";

test("an agent's runs are asked for again and again, and a run beside the table only once one is looked at", async ({ page }) => {
  // The page's time is put forward to when it asks again.
  await page.clock.install();
  const lists = countAsked(page, "runs.list");
  const askedAgain = (before: number) =>
    expect(async () => {
      await page.clock.fastForward(5_000);
      expect(lists()).toBeGreaterThan(before);
    }).toPass({ timeout: 15_000 });
  const details = countAsked(page, "runs.ofAgent");
  const run = await startRun(page, "failing", { message: "named hooks" });
  await endOfRun(page, run);
  await page.goto("/agents/failing");
  await expect(page.getByRole("table", { name: "Latest runs" })).toBeVisible();
  await askedAgain(1);
  await page.setViewportSize({ width: 1440, height: 900 });
  const before = lists();
  await page.goto("/runs?q=named+hooks");
  await askedAgain(before);
  expect(details()).toBe(0);
  await page.locator(`a[href*="${run.runId}"]`).click();
  await expect(page.getByRole("complementary", { name: "Run, in short" })).toContainText("named hooks");
  // It has ended: asked for once, however long one looks.
  const shown = lists();
  await askedAgain(shown);
  expect(details()).toBe(1);
});

test("a run beside the table is asked for until it has ended", async ({ page, home }) => {
  const details = countAsked(page, "runs.ofAgent");
  const run = await startRun(page, "gated", { dir: home, steps: 1 });
  await page.goto(`/runs?peek=gated%2F${run.runId}`);
  const peek = page.getByRole("complementary", { name: "Run, in short" });
  await expect(peek).toContainText("Running");
  await expect.poll(details, { timeout: 15_000 }).toBeGreaterThan(2);
  openGates(home, 1);
  await expect(peek).toContainText("Completed");
});

test("a dataset run to compare with is asked for only once one is named", async ({ page }) => {
  const dataset = await makeDataset(page, "named hooks", [{ input: "named" }]);
  const start = async () => {
    const data = { agentId: "failing", wait: true };
    const answer = await page.request.post(`/api/datasets/${dataset.id}/runs`, { data });
    return ((await answer.json()) as { run: { id: string } }).run.id;
  };
  const [before, after] = [await start(), await start()];
  const asked = countAsked(page, "datasetRuns.get", before);
  await page.goto(`/datasets/${dataset.id}/runs/${after}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(asked()).toBe(0);
  await page.goto(`/datasets/${dataset.id}/runs/${after}?baseline=${before}`);
  await expect.poll(asked, { timeout: 15_000 }).toBe(1);
});
