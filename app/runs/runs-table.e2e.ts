import { accessibilityFaults, endOfRun, expect, test } from "@/server/testing/browser";
import type { Page } from "@playwright/test";

/** Runs nobody else makes: told by their tag. */
async function makeRuns(page: Page, tag: string): Promise<void> {
  const start = async (agentId: string, input: unknown, more: object) => {
    const answer = await page.request.post(`/api/agents/${agentId}/runs`, { data: { input, tags: [tag], ...more } });
    expect(answer.status()).toBe(201);
    const { run } = (await answer.json()) as { run: Parameters<typeof endOfRun>[1] };
    await endOfRun(page, run);
  };
  await start("support-triage", { message: "Where is my zebra kettle?" }, { name: "The kettle", roomId: "kitchen" });
  await start("failing", { message: "no zebra today" }, { name: "The failure" });
  await start("failing", null, { name: "The other failure" });
}

const names = async (page: Page) =>
  (await page.getByRole("table", { name: "Runs" }).getByRole("link").allInnerTexts()).map((text) => text.split("\n")[0]);

test("runs are found by text, tag and duration, and the address says which", async ({ page }) => {
  await makeRuns(page, "table-find");
  await page.goto("/runs?tag=table-find");
  await expect.poll(() => names(page)).toEqual(["The other failure", "The failure", "The kettle"]);
  // The rows are there before the page listens.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type("ZEBRA");
  await expect.poll(() => names(page)).toEqual(["The failure", "The kettle"]);
  await expect(page).toHaveURL(/q=ZEBRA/);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(["The failure", "The kettle"]);
  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Error" }).click();
  await expect.poll(() => names(page)).toEqual(["The failure"]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).not.toHaveURL(/tag=|q=|status=/);

  await page.goto("/runs?tag=table-find");
  await page.getByRole("button", { name: "More filters" }).click();
  const dialog = page.getByRole("dialog", { name: "More filters" });
  await dialog.getByLabel("Room").fill("kitchen");
  await dialog.getByLabel("Took at most").fill("600");
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Show these runs" }).click();
  await expect.poll(() => names(page)).toEqual(["The kettle"]);
  await expect(page).toHaveURL(/maxMs=600000/);
  await page.getByRole("button", { name: "Without room kitchen" }).click();
  await expect.poll(() => names(page)).toHaveLength(3);
});

test("a click peeks, and the keyboard opens", async ({ page }) => {
  await makeRuns(page, "table-peek");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/runs?tag=table-peek");
  await page.getByRole("link", { name: /The failure/ }).click();
  const peek = page.getByRole("complementary", { name: "Run, in short" });
  await expect(peek).toContainText("no zebra today");
  await expect(page).toHaveURL(/peek=failing%2Frun_/);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(peek).toBeHidden();
  await page.getByRole("link", { name: /The failure/ }).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The kettle" })).toBeVisible();
  await expect(page).toHaveURL(/agents\/support-triage\/runs\//);
});

test("several runs are chosen, run again and deleted", async ({ page }) => {
  await makeRuns(page, "table-choose");
  await page.goto("/runs?tag=table-choose");
  await page.getByRole("checkbox", { name: "Choose The other failure" }).click();
  await page.getByRole("checkbox", { name: "Choose The failure" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Chosen runs" });
  await expect(bar).toContainText("2 chosen");
  expect(await accessibilityFaults(page)).toEqual([]);
  await bar.getByRole("button", { name: "Delete 2" }).click();
  await bar.getByRole("button", { name: "Delete 2 for good" }).click();
  await expect.poll(() => names(page)).toEqual(["The kettle"]);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(["The kettle"]);
});

test("the runs of one agent are sorted by how long they took; columns are the reader's choice", async ({ page }) => {
  await makeRuns(page, "table-sort");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/agents/failing/runs?tag=table-sort");
  await page.getByRole("button", { name: "Duration" }).click();
  await expect(page).toHaveURL(/sort=durationMs/);
  await expect(page.getByRole("columnheader", { name: "Duration" })).toHaveAttribute("aria-sort", "descending");
  await expect(page.getByRole("columnheader", { name: "Tags" })).toHaveCount(0);
  await page.getByRole("button", { name: "View: columns and density" }).click();
  await page.getByRole("menuitem", { name: /Tags/ }).click();
  await expect(page.getByRole("columnheader", { name: "Tags" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Tags" })).toBeVisible();
  await expect(page.getByRole("cell", { name: "table-sort" }).first()).toBeVisible();
});
