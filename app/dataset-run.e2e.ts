import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { Dataset } from "@/server/domain/dataset";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { expect, hearsKeys, openGates, test } from "@/server/testing/browser";

async function exampleDataset(page: Page): Promise<Dataset> {
  const { datasets } = (await (await page.request.get("/api/datasets?limit=100")).json()) as { datasets: Dataset[] };
  const found = datasets.find(({ name }) => name === "support-tickets");
  if (!found) throw new Error("the example dataset is not there");
  return found;
}

async function startRun(page: Page, datasetId: string, body: object): Promise<DatasetRun> {
  const answer = await page.request.post(`/api/datasets/${datasetId}/runs`, { data: body });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { run: DatasetRun }).run;
}

/** A dataset whose items each wait for a gate of their own. */
async function gatedDataset(page: Page, home: string, count: number) {
  const dirs = Array.from({ length: count }, (_, n) => join(home, `item-${n + 1}`));
  for (const dir of dirs) mkdirSync(dir);
  const made = await page.request.post("/api/datasets", { data: { name: `gates of ${home.slice(-6)}` } });
  const { dataset } = (await made.json()) as { dataset: Dataset };
  const items = dirs.map((dir, n) => ({ id: `gate-${n + 1}`, input: { dir, steps: 1 }, expected: { passed: 1 } }));
  await page.request.post(`/api/datasets/${dataset.id}/items`, { data: { items } });
  return { dataset, dirs };
}

const at = (run: DatasetRun, query = ""): string => `/datasets/${run.datasetId}/runs/${run.id}${query}`;
const scorers = ["right-team", { id: "json-fields", fields: ["team", "order"] }];
const results = (page: Page) => page.getByRole("table", { name: "Results", exact: true });
const statuses = (page: Page) =>
  results(page)
    .getByRole("row")
    .filter({ has: page.locator("[data-row-toggle]") });

test("failures come first, each opens its reasons, and its run's timeline", async ({ page }) => {
  const { id } = await exampleDataset(page);
  const run = await startRun(page, id, { agentId: "ticket-sorter", scorers, concurrency: 10, wait: true });
  await page.goto(at(run));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/ticket-sorter on support-tickets v\d+/);
  await expect(page.getByRole("progressbar", { name: "Progress" })).toHaveAttribute(
    "aria-valuetext",
    "60 of 60 ended: 59 completed, 1 timeout",
  );
  const rows = statuses(page);
  await expect(rows.nth(0)).toContainText("Timeout");
  await expect(rows.nth(1)).toContainText("Completed");
  await expect(rows.nth(1).getByText("(not passed)").first()).toBeAttached();
  await rows
    .nth(1)
    .getByRole("button", { name: /Details of item/ })
    .click();
  await expect(page).toHaveURL(/item=ticket-/);
  await expect(page.getByRole("list", { name: "Scores" })).toContainText("not passed");
  await expect(page.getByLabel("Expected")).toContainText("team");
  await rows.nth(0).getByRole("link").click();
  await page.waitForURL(/\/agents\/ticket-sorter\/runs\/run_/);
  await expect(page.getByRole("treegrid", { name: "Steps" }).getByRole("row", { name: /choose_team/ })).toBeVisible();
});

test("status, scorer and text narrow the results, by the address", async ({ page }) => {
  const { id } = await exampleDataset(page);
  const run = await startRun(page, id, { agentId: "ticket-sorter", scorers, concurrency: 10, wait: true });
  await page.goto(at(run, "?view=all&status=timeout"));
  await expect(statuses(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(statuses(page).nth(5)).toBeVisible();
  await page.keyboard.press("/");
  await page.keyboard.type("charged twice");
  await expect(page).toHaveURL(/q=charged/);
  await expect(statuses(page)).toHaveCount(1);
  await page.goto(at(run, "?view=all&scorer=json-fields&max=0.5"));
  await expect(statuses(page).first()).toContainText("0.50");
  const few = await statuses(page).count();
  expect(few).toBeLessThan(50);
  await page.getByLabel("json-fields from").fill("0.9");
  await page.getByLabel("json-fields from").press("Enter");
  await expect(page.getByRole("heading", { name: "No result fits the filter" })).toBeVisible();
  await page.goBack();
  await expect(statuses(page)).toHaveCount(few);
});

test("results come while one looks, wait in a pill while one points at them, and the end is told", async ({ page, home }) => {
  const { dataset, dirs } = await gatedDataset(page, home, 5);
  const run = await startRun(page, dataset.id, { agentId: "gated", concurrency: 2, scorers: ["exact-match"] });
  const open = (item: number) => openGates(dirs[item - 1] ?? "", 1);
  await page.goto(at(run));
  await expect(page.getByRole("heading", { name: "Nothing has ended yet" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Running now" })).toContainText("#2");
  open(1);
  await expect(statuses(page)).toHaveCount(1);
  await expect(page.getByRole("table", { name: "Running now" })).toContainText("#3");
  await statuses(page).first().hover();
  open(2);
  const pill = page.getByRole("button", { name: "1 new result", exact: true });
  await expect(pill).toBeVisible();
  await expect(statuses(page)).toHaveCount(1);
  await pill.click();
  await expect(statuses(page)).toHaveCount(2);
  for (const item of [3, 4, 5]) open(item);
  await expect(page.getByText("The dataset run has ended: 5 completed.")).toBeAttached();
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "5");
  // Figures are read now and then while it runs, and once more at its end.
  await expect(page.getByRole("img", { name: /Values of exact-match/ })).toHaveAccessibleName(/\b5\b/);
  await page.mouse.move(5, 5);
  await expect(statuses(page)).toHaveCount(5);
  await expect(statuses(page).filter({ hasText: "1.00" })).toHaveCount(5);
});

test("a run is cancelled, what it had to leave is retried, scored again, and at last deleted", async ({ page, home }) => {
  const { dataset, dirs } = await gatedDataset(page, home, 3);
  const run = await startRun(page, dataset.id, { agentId: "gated", concurrency: 1 });
  openGates(dirs[0] ?? "", 1);
  await page.goto(at(run));
  await expect(statuses(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Retry 2 cancelled" })).toBeVisible();
  for (const dir of dirs) openGates(dir, 1);
  await page.getByRole("button", { name: "Which to retry" }).click();
  await page.getByRole("menuitem", { name: "Only cancelled (2)" }).click();
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuetext", "3 of 3 ended: 3 completed");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /Score again/ }).click();
  await page.getByRole("dialog").getByLabel("exact-match").check();
  await page.getByRole("button", { name: "Score with 1" }).click();
  await expect(page.getByRole("heading", { name: "exact-match" })).toBeVisible();
  await expect(page.getByText("100 % passed")).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /Delete/ }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.waitForURL(new RegExp(`/datasets/${dataset.id}\\?tab=runs`));
  expect((await page.goto(at(run)))?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no such dataset run" })).toBeVisible();
});

test("against another run: what got worse first, what is missing, and back by keys", async ({ page }) => {
  const { id } = await exampleDataset(page);
  const ticket = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => `ticket-${String(from + n).padStart(2, "0")}`);
  const body = { scorers: ["json-fields"], wait: true };
  const before = await startRun(page, id, { ...body, agentId: "ticket-sorter", name: "The sorter", itemIds: ticket(1, 8) });
  const run = await startRun(page, id, { ...body, agentId: "failing", itemIds: ticket(2, 10) });
  await page.goto(at(run));
  await page.getByRole("button", { name: /Compare with/ }).click();
  await page.getByRole("menuitem", { name: /The sorter/ }).click();
  await expect(page).toHaveURL(new RegExp(`baseline=${before.id}`));
  await expect(page.getByRole("button", { name: "Regressed 7" })).toHaveAttribute("aria-pressed", "true");
  await expect(statuses(page)).toHaveCount(7);
  await expect(statuses(page).first()).toContainText("Worse");
  await page.getByRole("button", { name: "Only here 2" }).click();
  await expect(statuses(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Only there 1" }).click();
  await expect(statuses(page)).toHaveCount(1);
  await expect(statuses(page)).toContainText("charged twice");
  await page.goto(at(run, `?baseline=${before.id}&view=regressed`));
  await hearsKeys(page);
  await statuses(page).first().getByRole("link").focus();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByText("Output of the baseline")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText("Output of the baseline")).toBeHidden();
  await page.getByRole("button", { name: "Stop comparing" }).click();
  await expect(page).not.toHaveURL(/baseline/);
});

test("a baseline that is gone is said, and the results are there without it", async ({ page, complaints }) => {
  const { id } = await exampleDataset(page);
  const run = await startRun(page, id, { agentId: "ticket-sorter", scorers, itemIds: ["ticket-01"], wait: true });
  await page.goto(at(run, "?baseline=eval_gone"));
  await expect(page.getByText(/^Not compared: .*has no run eval_gone/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "The results could not be read" })).toBeVisible();
  await expect(page.getByText(/^Dataset \w+ has no run eval_gone/)).toBeVisible();
  await page.getByRole("button", { name: "Show them without it" }).click();
  await expect(statuses(page)).toHaveCount(1);
  // The browser is told that it draws what the server could not, and why.
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !/error #4(?:19|41)|has no run/.test(one)));
  // From the page itself the keys find the rows.
  await page.locator("body").click({ position: { x: 700, y: 700 } });
  await page.keyboard.press("j");
  await expect(statuses(page).first().getByRole("link")).toBeFocused();
});

test("several trials of an item stand side by side", async ({ page }) => {
  const { id } = await exampleDataset(page);
  const itemIds = ["ticket-01", "ticket-02"];
  const run = await startRun(page, id, { agentId: "ticket-sorter", trials: 3, itemIds, scorers, wait: true });
  await page.goto(at(run));
  await expect(statuses(page)).toHaveCount(2);
  await expect(statuses(page).first()).toContainText("3/3");
  await statuses(page)
    .first()
    .getByRole("button", { name: /Details/ })
    .click();
  for (const trial of [1, 2, 3]) await expect(page.getByRole("heading", { name: `Trial ${trial}` })).toBeVisible();
  await expect(page.getByText("2 of the version's 60 items")).toBeVisible();
});
