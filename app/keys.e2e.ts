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
