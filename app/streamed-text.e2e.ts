import { accessibilityFaults, expect, startRun, test } from "@/server/testing/browser";

test("a model's words show in its step as they come, for those who come late too, and stay when it has ended", async ({
  page,
  context,
}) => {
  const run = await startRun(page, "streaming", null);
  const address = `/agents/streaming/runs/${run.runId}?step=streaming.main_flow.slow`;
  await page.goto(address);
  const output = page.getByRole("tabpanel", { name: "Output" });
  await expect(output).toContainText("word1 word2");
  await expect(output).not.toContainText("word29");
  expect(await accessibilityFaults(page)).toEqual([]);
  const late = await context.newPage();
  await late.goto(address);
  await expect(late.getByRole("tabpanel", { name: "Output" })).toContainText("word0 word1");
  await expect(late.getByRole("tabpanel", { name: "Output" })).not.toContainText("word29");
  // The offline model waits a quarter of a second before each word.
  await expect(page.getByRole("region", { name: "Step slow" }).getByText("First token after")).toHaveCount(0);
  for (const each of [page, late]) {
    await expect(each.getByText("Completed", { exact: true }).first()).toBeVisible({ timeout: 20_000 });
    await expect(each.getByRole("tabpanel", { name: "Output" })).toContainText("word0 word1 word2 word3");
    await expect(each.getByRole("tabpanel", { name: "Output" })).toContainText("word28 word29");
    await expect(each.getByRole("region", { name: "Step slow" }).getByText("First token after")).toBeVisible();
    await expect(each.getByRole("row", { name: /slow/ }).locator("[data-first-token]")).toBeVisible();
  }
});
