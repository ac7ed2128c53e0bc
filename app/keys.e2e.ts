import { makeDataset } from "@/server/testing/browser-datasets";
import { accessibilityFaults, endOfRun, expect, hearsKeys, startRun, test } from "@/server/testing/browser";

test("⌘K goes to an agent by its name, to a run by its id, and does what the page can do", async ({ page }) => {
  const run = await startRun(page, "failing", null);
  await endOfRun(page, run);
  await page.goto("/runs");
  const palette = page.getByRole("dialog", { name: "Search or jump" });
  const ask = async (text: string) => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type(text);
  };
  await hearsKeys(page);
  await ask("support tri");
  await expect(palette.getByRole("option")).toHaveCount(2);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/agents\/support-triage$/);
  await ask(run.runId);
  await expect(palette.getByRole("option", { name: /failing, error/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${run.runId}$`));
  await ask("to datasets");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/datasets$/);
  await ask("zzz nothing");
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
});

test("? explains the keys that hold here, and single keys can be turned off", async ({ page }) => {
  await page.goto("/runs");
  await hearsKeys(page);
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help).toContainText("Text in input or result");
  await expect(help).toContainText("Go to datasets");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await expect(page).toHaveURL(/\/datasets$/);
  // Of the new page the search says other words.
  await page.keyboard.press("?");
  await expect(help).toContainText("Search by name");
  await help.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await hearsKeys(page);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).not.toBeFocused();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Search or jump" })).toBeVisible();
});

test("what keeps the focus of an open menu together passes it on at once, and never has it", async ({ page }) => {
  await page.goto("/runs");
  await page.getByRole("button", { name: "Status" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  const onGuard = () => page.evaluate(() => document.activeElement?.hasAttribute("data-base-ui-focus-guard") ?? false);
  // axe names these hidden, focusable elements; they would be a fault if the focus could rest there.
  for (const key of ["Tab", "Shift+Tab", "Shift+Tab", "Tab", "Tab"]) {
    await page.keyboard.press(key);
    expect(await onGuard(), key).toBe(false);
  }
});

test("a dataset run is gone to by its id, and on a narrow screen the search is in the menu", async ({ page }) => {
  const dataset = await makeDataset(page, "gone to by id", [{ input: { message: "Where is my parcel?" } }]);
  const data = { agentId: "ticket-sorter", name: "Gone to by id", wait: true };
  const answer = await page.request.post(`/api/datasets/${dataset.id}/runs`, { data });
  const { run } = (await answer.json()) as { run: { id: string } };
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/agents");
  await page.getByRole("button", { name: "Open the menu" }).click();
  await page.getByRole("button", { name: "Search or jump" }).click();
  const palette = page.getByRole("dialog", { name: "Search or jump" });
  await palette.getByRole("combobox").fill(run.id);
  await palette.getByRole("option", { name: /Gone to by id/ }).click();
  await expect(page).toHaveURL(new RegExp(`/datasets/${dataset.id}/runs/${run.id}$`));
});
