import { expect, hearsKeys, test } from "@/server/testing/browser";

test("the settings tell where everything is and what is set, and no secret", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Model profile far" })).toContainText(
    "missing TRACKSIDE_TEST_KEY_THAT_IS_NOT_SET",
  );
  await expect(page.getByRole("article", { name: "Model profile fast" })).toContainText("needs none");
  const project = page.getByRole("region", { name: "Project" });
  await expect(project).toContainText("agents/broken.ts");
  await expect(project).toContainText("this file is broken on purpose");
  const storage = page.getByRole("region", { name: "Storage" });
  await expect(storage).toContainText(/trackside\.db/);
  await expect(storage).toContainText(/in [\d,]+ files?, measured/);
  await expect(page.getByRole("region", { name: "Console" })).toContainText(/127\.0\.0\.1:\d{2,5}/);
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Keys" }).click();
  await expect(page).toHaveURL(/#keys$/);
});

test("what is chosen in the settings holds on the other pages, and the keys are all told of", async ({ page }) => {
  await page.goto("/settings#appearance");
  await page.getByRole("radio", { name: "Dark" }).last().check();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("radio", { name: "Put away" }).check();
  const keys = page.getByRole("region", { name: "Keys" });
  await expect(keys).toContainText("Go to the settings");
  const told = async () => keys.locator("dt").allTextContents();
  const all = await told();
  await page.goto("/runs");
  await hearsKeys(page);
  const help = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("?");
  await expect(help).toContainText("Go to the settings");
  const here = await help.locator("dd").allTextContents();
  expect(here.length).toBeGreaterThan(6);
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/settings$/);
  await expect.poll(told).toEqual(all);
  const signs = await keys.locator("dd").allTextContents();
  expect(here.filter((sign) => !signs.includes(sign))).toEqual([]);
});

test("with single keys turned off no table answers to letters, and arrows still walk", async ({ page }) => {
  await page.goto("/settings#keys");
  await page.getByRole("checkbox", { name: /Single letters/ }).uncheck();
  await page.goto("/datasets");
  const rows = page.getByRole("table", { name: "Datasets" }).locator("[data-row-link]");
  await page.request.post("/api/datasets", { data: { name: "keys off, one" } });
  await page.request.post("/api/datasets", { data: { name: "keys off, two" } });
  await page.reload();
  await hearsKeys(page);
  await rows.first().focus();
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("dialog", { name: "Search or jump" })).toBeVisible();
});
