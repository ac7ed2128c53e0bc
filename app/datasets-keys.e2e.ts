import { expect, hearsKeys, test } from "@/server/testing/browser";
import { makeDataset, readItem } from "@/server/testing/browser-datasets";

test("everything by the keyboard alone: walk, open, save, select, delete", async ({ page }) => {
  const items = Array.from({ length: 5 }, (_, i) => ({ id: `k${i + 1}`, input: { message: `question ${i + 1}` } }));
  const { id } = await makeDataset(page, "by keyboard", items);
  await page.goto(`/datasets/${id}`);
  const grid = page.getByRole("grid", { name: "Items" });
  await expect(grid.getByRole("row", { name: /question 1/ })).toBeVisible();
  await hearsKeys(page);
  for (let tabs = 0; tabs < 30 && !(await grid.evaluate((one) => one === document.activeElement)); tabs++)
    await page.keyboard.press("Tab");
  await expect(grid).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("k3");
  await expect(page).toHaveURL(/item=k3/);
  const editor = drawer.getByLabel("Input as JSON");
  for (let tabs = 0; tabs < 20 && !(await editor.evaluate((one) => one === document.activeElement)); tabs++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type('{"message": "typed"}');
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Saved: this is version 3.")).toBeVisible();
  expect((await readItem(page, id, "k3")).input).toEqual({ message: "typed" });

  await expect(grid).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("x");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await expect(page.getByText("3 selected")).toBeVisible();
  await page.keyboard.press("Delete");
  await expect(page.getByRole("dialog")).toContainText("Versions up to 3");
  const sure = page.getByRole("button", { name: "Delete 3 items" });
  for (let tabs = 0; tabs < 5 && !(await sure.evaluate((one) => one === document.activeElement)); tabs++)
    await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 items deleted: this is version 4.")).toBeVisible();
  await expect(grid.getByRole("row")).toHaveCount(3);
});

test("a large dataset scrolls to any place without being read whole", async ({ page }) => {
  const items = Array.from({ length: 20_000 }, (_, i) => ({ id: `n${i}`, input: { message: `number ${i + 1} of many` } }));
  const { id } = await makeDataset(page, "large", items);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("itemRows")) asked.push(request.url());
  });
  await page.goto(`/datasets/${id}`);
  const grid = page.getByRole("grid", { name: "Items" });
  await expect(grid.getByRole("row", { name: /number 1 of many/ })).toBeVisible();
  await grid.focus();
  await page.keyboard.press("End");
  await expect(grid.getByRole("row", { name: /number 20000 of many/ })).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await expect(grid.getByRole("row", { name: /number 9990 of many/ })).toBeVisible();
  expect(await grid.getByRole("row").count()).toBeLessThan(80);
  expect(asked.length).toBeLessThan(12);
  // All of them, though most were never read.
  await grid.focus();
  await page.keyboard.press("ControlOrMeta+a");
  await expect(page.getByText("The first 10,000 are selected")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search the items" }).fill("number 1999");
  await expect(page.getByText("11 items found")).toBeVisible();
  await expect(grid.getByRole("row").nth(1)).toContainText("1,999");
  // A link to one of them opens it where it stands.
  await page.goto(`/datasets/${id}?item=n14999`);
  await expect(page.getByRole("heading", { name: "Item 15,000" })).toBeVisible();
  await page.getByRole("button", { name: "Next item" }).click();
  await expect(page.getByRole("heading", { name: "Item 15,001" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(grid.getByRole("row", { name: /number 15001 of many/ })).toBeInViewport();
  await expect(grid).toBeFocused();
});

test("a list that was scrolled before its page answers is first drawn as the server drew it", async ({ page }) => {
  const items = Array.from({ length: 500 }, (_, i) => ({ input: { message: `line ${i + 1} of five hundred` } }));
  const { id } = await makeDataset(page, "scrolled early", items);
  let answer = () => {};
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await page.goto(`/datasets/${id}`, { waitUntil: "commit" });
  const grid = page.getByRole("grid", { name: "Items" });
  await expect(grid.getByRole("row", { name: /line 1 of five hundred/ })).toBeVisible();
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(5_000);
  answer();
  await expect(grid.getByRole("row", { name: /line 500 of five hundred/ })).toBeVisible();
});

test("on a phone: found, added and read on 390 px", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const { id } = await makeDataset(page, "in the pocket", [
    {
      id: "p1",
      input: { message: "A question that is much too long for the line of a phone, and goes on" },
      expected: "an answer",
    },
  ]);
  await page.goto("/datasets?q=in+the+pocket");
  await page.getByRole("link", { name: "in the pocket" }).click();
  await page.waitForURL(new RegExp(id));
  const first = page.getByRole("row", { name: /much too long/ });
  await expect(first).toContainText("an answer");
  await first.getByRole("link").click();
  await expect(page.getByRole("dialog").getByLabel("Expected as JSON")).toHaveValue('"an answer"');
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Add item" }).click();
  await page.getByRole("dialog").getByLabel("Input as JSON").fill('"short"');
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Add item/ })
    .click();
  await expect(page.getByRole("row", { name: /short/ })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
