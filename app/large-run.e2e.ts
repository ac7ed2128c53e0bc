import type { Page } from "@playwright/test";
import { endOfRun, expect, openGates, startRun, test } from "@/server/testing/browser";

const rows = (page: Page) => page.getByRole("treegrid", { name: "Steps" }).getByRole("row");

test("thousands of a kind stand in one row, tries in another; each is still reached, and folded away again", async ({ page }) => {
  await page.goto("/agents/writer/runs/odd_alike");
  const group = page.getByRole("row", { name: /^page ×3,000 1 failed below/ });
  await expect(group).toHaveAttribute("aria-expanded", "false");
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByRole("row", { name: /publish ×3 tries, all but the last failed/ })).toBeVisible();

  // The failure among them is gone to: its row is there, in the opened group, with the focus.
  await page.keyboard.press("e");
  const failed = page.getByRole("row", { name: /page_1234 Error/ });
  await expect(failed).toBeFocused();
  await expect(failed).toHaveAttribute("aria-level", "3");
  await expect(page.getByRole("treegrid", { name: "Steps" })).toHaveAttribute("aria-rowcount", "3004");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("row", { name: /page_1235/ })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(group).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(group).toHaveAttribute("aria-expanded", "false");
  await expect(rows(page)).toHaveCount(4);
});

test("of very much at once the page says that it shows fewer updates, shows all when it is calm, and goes on", async ({
  page,
  home,
}) => {
  const run = await startRun(page, "bursting", { dir: home, steps: 3_000 });
  await page.goto(`/agents/bursting/runs/${run.runId}`);
  await expect(page.getByRole("row", { name: /gate_1 Running/ })).toBeVisible();
  const said = page.getByText(/changes a second: fewer updates are shown, none is lost/);
  openGates(home, 1);
  await expect(said).toBeVisible();
  await expect(page.getByRole("row", { name: /gate_2 Running/ })).toBeVisible();
  await expect(said).toHaveCount(0);
  // Whether its steps have opened by themselves depends on how many the page heard of before there were too many to tell.
  await page.getByRole("row", { name: /gate_2 Running/ }).click();
  await page.keyboard.press("Home");
  await expect(page.getByRole("row", { name: /^burst\s/ })).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("row", { name: /gate_2 Running/ })).toBeFocused();
  await expect(page.getByText("3,004", { exact: true })).toBeVisible();

  // Now each change is told again, one by one.
  openGates(home, 2);
  await expect(page.getByRole("row", { name: /gate_3 Running/ })).toBeVisible();
  await expect(said).toHaveCount(0);
  openGates(home, 3);
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("3,005", { exact: true })).toBeVisible();

  // Nor has the page read all of them to say what a re-run takes over.
  await page.getByRole("row", { name: /gate_3/ }).click();
  await page.getByRole("region", { name: "Step gate_3" }).getByRole("button", { name: "Re-run from here" }).click();
  await expect(page.getByRole("dialog")).toContainText("3,003 steps that had ended before it");
});

test("a part of the page that does not come while the console is away comes when it is back, and nothing is lost", async ({
  page,
  complaints,
}) => {
  const run = await startRun(page, "telling", {});
  await endOfRun(page, run);
  await page.goto(`/agents/telling/runs/${run.runId}`);
  await page.getByRole("row", { name: /^telling/ }).click({ trial: true });
  await page.route("**", (route) => route.abort("connectionrefused"));
  await page.getByRole("row", { name: /^large/ }).click();
  await expect(page.getByText("The console does not answer")).toBeVisible();
  await expect(page.getByRole("row", { name: /^large/ })).toHaveAttribute("aria-selected", "true");
  await page.unroute("**");
  await expect(page.getByRole("region", { name: "Step large" })).toContainText("begins here");
  await expect(page.getByText("The console does not answer")).toHaveCount(0);
  // What the browser itself says of refused connections, and no more.
  expect(complaints.filter((one) => !one.includes("net::ERR_CONNECTION_REFUSED"))).toEqual([]);
  complaints.length = 0;
});
