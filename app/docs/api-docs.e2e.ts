import { expect, hearsKeys, test } from "@/server/testing/browser";
import { execFileSync } from "node:child_process";

test("the API is told of on a page of its own: found, filtered, opened, copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/settings");
  await page.getByRole("link", { name: /Every route/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API" })).toBeVisible();
  const row = (name: string) => page.locator(`details#${name}`);
  await expect(row("listRuns").locator("summary")).toContainText("/api/runs");
  await page.getByRole("searchbox", { name: "Filter the API" }).fill("person's score");
  await expect(page.locator("main details")).toHaveCount(1);
  await expect(page).toHaveURL(/q=person/);
  await page.getByRole("button", { name: "Empty the search" }).click();
  // By keyboard: a row is a button of its own.
  await row("createDataset").locator("summary").focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#createDataset$/);
  await expect(row("createDataset")).toContainText("inputSchema");
  await row("createDataset").getByRole("button", { name: "Copy as cURL" }).click();
  await expect(row("createDataset").getByRole("button", { name: "Copied" })).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const { dataset } = JSON.parse(execFileSync("sh", ["-c", command], { encoding: "utf8" })) as { dataset: { name: string } };
  expect(dataset.name).toBe("refunds");
});

test("its address names a route or a schema, which is open then", async ({ page }) => {
  await page.goto("/docs/api#rerunRun");
  const rerun = page.locator("details#rerunRun");
  await expect(rerun).toHaveAttribute("open", "");
  await expect(rerun).toContainText("fromPath");
  await rerun.getByRole("link", { name: "RunSummary" }).click();
  const summary = page.locator("details#RunSummary");
  await expect(summary).toContainText("agentRevision");
  await expect(summary.locator("summary")).toBeInViewport();
  await page.goto("/");
  await hearsKeys(page);
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Search or jump" }).fill("the api");
  await page.getByRole("option", { name: /Go to the API/ }).click();
  await expect(page).toHaveURL(/\/docs\/api$/);
});

test("nothing that fits the filter is said, with the way back", async ({ page }) => {
  await page.goto("/docs/api?q=nothing+like+it");
  await expect(page.getByRole("heading", { name: "Nothing fits “nothing like it”" })).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.locator("details#getHealth")).toBeVisible();
});
