import { readFileSync } from "node:fs";
import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";

test("a run's files are listed and downloaded, and a page among them runs no script", async ({ page }) => {
  const run = await startRun(page, "keeping", null);
  await endOfRun(page, run);
  await page.goto(`/agents/keeping/runs/${run.runId}`);
  await page.getByRole("tab", { name: "Files" }).click();
  const kept = page.getByRole("list", { name: "Files the agent kept" });
  const download = page.waitForEvent("download");
  await kept.getByRole("link", { name: /report\.html/ }).click();
  expect(readFileSync(await (await download).path(), "utf8")).toContain("<script>");
  const archive = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download directory" }).click();
  expect((await archive).suggestedFilename()).toBe(`${run.runId}.tar.gz`);
  await page.getByRole("button", { name: /Show the record/ }).click();
  await expect(
    page.getByRole("list", { name: "Files of the record" }).getByRole("link", { name: /run_summary\.json/ }),
  ).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("what a run left in the outcome repository is shown, and compared with the run it was made from", async ({ page }) => {
  const run = await startRun(page, "keeping", null);
  await endOfRun(page, run);
  const made = await page.request.post(`/api/agents/keeping/runs/${run.runId}/rerun`, { data: { wait: true } });
  const again = ((await made.json()) as { run: { runId: string } }).run;
  await page.goto(`/agents/keeping/runs/${again.runId}`);
  await page.getByRole("tab", { name: "Files" }).click();
  const outcome = page.getByRole("region", { name: "Outcome" });
  await expect(outcome).toContainText("policy.txt");
  await expect(outcome.getByLabel("Diff")).toContainText(`+Refunds within 30 days, says ${again.runId}`);
  await outcome.getByLabel("Compared with").selectOption(run.runId);
  await expect(outcome.getByLabel("Diff")).toContainText(`-Refunds within 30 days, says ${run.runId}`);
  expect(await accessibilityFaults(page)).toEqual([]);
});
