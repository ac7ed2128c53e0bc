import type { Locator } from "@playwright/test";
import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";
import type { Dataset, Item } from "@/server/domain/dataset";

test("a run becomes an item: changed on its way, checked against the schema, and found again", async ({ page }) => {
  const inputSchema = { type: "object", properties: { message: { type: "string", maxLength: 20 } } };
  const made = await page.request.post("/api/datasets", { data: { name: "short messages", inputSchema } });
  const { dataset } = (await made.json()) as { dataset: Dataset };
  const run = await startRun(page, "support-triage", { message: "Where is my refund for 8841?" });
  await endOfRun(page, run);
  await page.goto(`/agents/support-triage/runs/${run.runId}`);
  await page.getByRole("button", { name: "Add to dataset" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to dataset" });
  await dialog.getByLabel("Search the datasets").fill("short mess");
  await dialog.getByRole("radio", { name: /short messages/ }).check();
  const input = dialog.getByLabel("Input as JSON");
  await expect(input).toHaveValue(/refund for 8841/);
  await expect(dialog.getByLabel("Expected as JSON")).toHaveValue(/"topic": "refund"/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog.getByRole("listitem")).toHaveText(/^input\.message /);
  await input.fill('{"message": "Refund for 8841?"}');
  await page.keyboard.press("Control+Enter");
  await expect(dialog.getByRole("status")).toContainText("Added to short messages, now version 2.");
  await expect(dialog.getByRole("button", { name: "Done" })).toBeFocused();
  const answer = await page.request.get(`/api/datasets/${dataset.id}/items`);
  const [item] = ((await answer.json()) as { items: Item[] }).items;
  expect(item).toMatchObject({
    input: { message: "Refund for 8841?" },
    expected: { topic: "refund" },
    metadata: { runId: run.runId, agentId: "support-triage" },
  });
  await expect(dialog.getByRole("link", { name: "See the item" })).toHaveAttribute(
    "href",
    `/datasets/${dataset.id}?item=${item?.id ?? ""}`,
  );
});

test("a run that failed is added to a new dataset, with what should have come out", async ({ page }) => {
  const run = await startRun(page, "failing", { order: 1 });
  await endOfRun(page, run);
  await page.goto(`/agents/failing/runs/${run.runId}`);
  await page.getByRole("button", { name: "Add to dataset" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to dataset" });
  await dialog.getByRole("radio", { name: "New dataset" }).check();
  await dialog.getByLabel("Name of the new dataset").fill("failures");
  await dialog.getByRole("checkbox").check();
  await expect(dialog).toContainText("The run has no result. Write what it should have been.");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog.getByLabel("Expected as JSON")).toBeFocused();
  await dialog.getByLabel("Expected as JSON").fill('{"found": true}');
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await dialog.getByRole("link", { name: "See the item" }).click();
  await expect(page.getByRole("dialog", { name: "Item" }).getByLabel("Expected as JSON")).toHaveValue(/"found": true/);
});

test("several chosen runs become items at once", async ({ page }) => {
  const runs = [
    await startRun(page, "failing", { message: "no" }),
    await startRun(page, "support-triage", { message: "Where is my refund for 8841?" }),
  ];
  for (const run of runs) await endOfRun(page, run);
  await page.request.post("/api/datasets", { data: { name: `made-by-a-pipeline-${"with-a-long-name-".repeat(9)}` } });
  await page.goto("/runs");
  for (const { runId } of runs)
    await page
      .getByRole("row", { name: new RegExp(runId) })
      .getByRole("checkbox")
      .check();
  await page.getByRole("region", { name: "Chosen runs" }).getByRole("button", { name: "Add to dataset" }).click();
  const dialog = page.getByRole("dialog", { name: "Add to dataset" });
  await expect(dialog.getByRole("checkbox", { name: /their results/ })).toBeChecked();
  // However long the names are, the list of datasets stays in the dialog.
  await expect(dialog.getByRole("radio", { name: /made-by-a-pipeline/ })).toBeVisible();
  const widthOf = async (part: Locator) => (await part.boundingBox())?.width ?? Number.NaN;
  expect(await widthOf(dialog.getByLabel("Search the datasets"))).toBeLessThan(await widthOf(dialog));
  await dialog.getByRole("radio", { name: "New dataset" }).check();
  await dialog.getByLabel("Name of the new dataset").fill("two at once");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  await expect(dialog.getByRole("status")).toContainText("2 items added to two at once, now version 2.");
  await expect(dialog.getByRole("link", { name: "See the dataset" })).toBeVisible();
});
