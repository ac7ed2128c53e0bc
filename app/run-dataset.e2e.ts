import type { Page } from "@playwright/test";
import type { Dataset } from "@/server/domain/dataset";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { accessibilityFaults, expect, test } from "@/server/testing/browser";
import { makeDataset } from "@/server/testing/browser-datasets";
import { startCli } from "@/server/testing/cli-process";
import { readCommand } from "@/server/testing/shell-words";

type NewItem = Parameters<typeof makeDataset>[2][number];

/** Two that go well, and one that takes longer than the ticket sorter may. */
const tickets: NewItem[] = [
  { id: "paid-twice", input: { message: "I was charged twice" }, expected: { team: "billing" } },
  { id: "on-hold", input: { message: "Keep me on the line until it is solved" } },
  { id: "late", input: { message: "My parcel is late" }, expected: { team: "delivery" } },
];

const newDataset = (page: Page, items: NewItem[] = tickets): Promise<Dataset> =>
  makeDataset(page, `run me ${Math.random().toString(36).slice(2, 8)}`, items);

async function runsOf(page: Page, { id }: Dataset): Promise<DatasetRun[]> {
  // A connection that was idle for long may just be closing when it is taken up again.
  const answer = await page.request.get(`/api/datasets/${id}/runs`, { maxRetries: 2 });
  return ((await answer.json()) as { runs: DatasetRun[] }).runs;
}

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Run dataset" });

async function openDialog(page: Page, { id }: Dataset) {
  await page.goto(`/datasets/${id}`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(dialogOf(page)).toBeVisible();
  return dialogOf(page);
}

async function chooseAgent(page: Page, name: string) {
  await dialogOf(page).getByRole("combobox", { name: "Agent" }).click();
  await page.getByRole("option", { name }).click();
}

const runPage = /\/datasets\/ds_\w+\/runs\/eval_\w+$/;

test("a dataset run is chosen, checked and started by mouse; the next dialog begins with the same choices", async ({ page }) => {
  const dataset = await newDataset(page);
  const dialog = await openDialog(page, dataset);
  await expect(dialog.getByText("Choose an agent first.")).toBeVisible();
  await chooseAgent(page, "Ticket sorter");
  await dialog.getByRole("textbox", { name: "Trials" }).fill("2");
  await dialog.getByRole("textbox", { name: "Per item timeout" }).fill("4");
  await dialog.getByRole("checkbox", { name: "json-fields" }).check();
  await expect(dialog.getByText("3 items fit the agent’s input schema")).toBeVisible();
  await expect(dialog.getByText("1 item says nothing of what is expected: no score there from json-fields")).toBeVisible();
  await expect(dialog.getByText("3 items × 2 trials = 6 runs")).toBeVisible();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(runPage);
  await expect.poll(async () => (await runsOf(page, dataset))[0]?.status, { timeout: 20_000 }).toBe("completed");
  expect(await runsOf(page, dataset)).toMatchObject([
    { agentId: "ticket-sorter", trials: 2, timeoutCount: 2, completedCount: 4, scores: { "json-fields": { n: 4 } } },
  ]);
  await page.goto(`/datasets/${dataset.id}?tab=runs`);
  const row = page.getByRole("row", { name: /Ticket sorter on run me/ });
  await expect(row).toContainText("Completed");
  await expect(row).toContainText("2 failed");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(dialog.getByRole("combobox", { name: "Agent" })).toContainText("Ticket sorter");
  await expect(dialog.getByRole("textbox", { name: "Trials" })).toHaveValue("2");
  await expect(dialog.getByRole("checkbox", { name: "json-fields" })).toBeChecked();
});

test("by keyboard alone", async ({ page }) => {
  const dataset = await newDataset(page);
  await page.goto(`/datasets/${dataset.id}`);
  await page.getByRole("button", { name: "Run", exact: true }).focus();
  await page.keyboard.press("Enter");
  const agent = dialogOf(page).getByRole("combobox", { name: "Agent" });
  await expect(agent).toBeVisible();
  for (let n = 0; n < 5 && !(await agent.evaluate((node) => node === document.activeElement)); n++)
    await page.keyboard.press("Tab");
  await expect(agent).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("option", { name: "Ticket sorter" })).toBeVisible();
  await page.keyboard.type("ticket-s");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(agent).toContainText("Ticket sorter");
  await expect(agent).toBeFocused();
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(runPage);
  expect(await runsOf(page, dataset)).toHaveLength(1);
});

test("started twice by a double click and once more by the keys, it runs once", async ({ page }) => {
  const dataset = await newDataset(page);
  const dialog = await openDialog(page, dataset);
  await chooseAgent(page, "Ticket sorter");
  await expect(dialog.getByText("3 items fit")).toBeVisible();
  await dialog.getByRole("button", { name: "Start run" }).dblclick();
  await page.keyboard.press("Control+Enter").catch(() => {});
  await page.waitForURL(runPage);
  expect(await runsOf(page, dataset)).toHaveLength(1);
});

test("the form sent twice with one key starts one run, and another's page cannot send it", async ({ page, baseURL }) => {
  const dataset = await newDataset(page);
  const dialog = await openDialog(page, dataset);
  await chooseAgent(page, "Ticket sorter");
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.headers()["next-action"] !== undefined);
  await dialog.getByRole("button", { name: "Start run" }).click();
  const request = await sent;
  await page.waitForURL(runPage);
  const { "next-action": action = "", "content-type": type = "" } = await request.allHeaders();
  const again = (origin: string) =>
    page.request.post(request.url(), {
      headers: { "next-action": action, "content-type": type, origin },
      data: request.postDataBuffer() ?? "",
      maxRedirects: 0,
    });
  expect((await again(baseURL ?? "")).status()).toBeLessThan(400);
  expect((await again("http://elsewhere.example")).status()).toBe(403);
  expect(await runsOf(page, dataset)).toHaveLength(1);
});

test("an agent that cannot run is there, with its reason, and cannot be taken", async ({ page }) => {
  const dialog = await openDialog(page, await newDataset(page));
  await dialog.getByRole("combobox", { name: "Agent" }).click();
  const option = page.getByRole("option", { name: /Keyless/ });
  await expect(option).toContainText("TRACKSIDE_TEST_KEY_THAT_IS_NOT_SET");
  await expect(option).toHaveAttribute("aria-disabled", "true");
  await page.keyboard.type("keyless");
  await expect(page.getByRole("listbox").getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(dialog.getByRole("combobox", { name: "Agent" })).toContainText("Choose an agent");
});

test("items that do not fit are named with their field, and lead to their place", async ({ page }) => {
  const dataset = await newDataset(page, [
    ...tickets,
    { id: "no-text", input: { text: "?" } },
    { id: "number", input: { message: 7 } },
  ]);
  const dialog = await openDialog(page, dataset);
  await chooseAgent(page, "Ticket sorter");
  await expect(dialog.getByText("2 of 5 items do not fit the agent’s input schema")).toBeVisible();
  await dialog.getByRole("button", { name: "See them" }).click();
  const list = dialog.getByRole("list", { name: "Items that do not fit" });
  await expect(list.getByRole("listitem")).toHaveText([
    /no-text.*input\.message is missing/,
    /number.*input\.message must be string/,
  ]);
  await expect(list.getByRole("link", { name: "number" })).toHaveAttribute(
    "href",
    new RegExp(`/datasets/${dataset.id}\\?.*item=number`),
  );
  await expect(dialog.getByRole("button", { name: "Start run" })).toBeEnabled();
});

test("what failed last time is counted, and run again alone", async ({ page }) => {
  const dataset = await newDataset(page);
  const first = { agentId: "ticket-sorter", itemTimeoutMs: 4000, wait: true };
  expect((await page.request.post(`/api/datasets/${dataset.id}/runs`, { data: first })).status()).toBe(201);
  const dialog = await openDialog(page, dataset);
  await expect(dialog.getByRole("combobox", { name: "Agent" })).toContainText("Ticket sorter");
  await dialog.getByRole("radio", { name: "Failed last time 1" }).check();
  await expect(dialog.getByText("1 item fits")).toBeVisible();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(runPage);
  expect((await runsOf(page, dataset))[0]).toMatchObject({ totalItems: 1 });
});

test("the items that are ticked in the table are those that run", async ({ page }) => {
  const dataset = await newDataset(page);
  await page.goto(`/datasets/${dataset.id}`);
  for (const number of [1, 3]) await page.getByRole("checkbox", { name: `Select item ${number}`, exact: true }).check();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await expect(dialogOf(page).getByRole("radio", { name: "Selected 2" })).toBeChecked();
  await chooseAgent(page, "Ticket sorter");
  await expect(dialogOf(page).getByText("2 items fit")).toBeVisible();
  await dialogOf(page).getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(runPage);
  expect(await runsOf(page, dataset)).toMatchObject([{ totalItems: 2 }]);
});

test("what cannot be is said at its field, and nothing starts", async ({ page }) => {
  const dataset = await newDataset(page);
  const dialog = await openDialog(page, dataset);
  await chooseAgent(page, "Ticket sorter");
  await dialog.getByRole("textbox", { name: "Trials" }).fill("0");
  await dialog.getByRole("checkbox", { name: "regex" }).check();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await expect(dialog.getByText("Trials is a whole number from 1 to 100")).toBeVisible();
  await expect(dialog.getByRole("textbox", { name: "Trials" })).toBeFocused();
  await expect(dialog.getByRole("textbox", { name: "pattern" })).toHaveAttribute("aria-invalid", "true");
  await expect(dialog.getByRole("button", { name: "Copy as CLI" })).toBeDisabled();
  await dialog.getByRole("textbox", { name: "Trials" }).fill("1");
  await dialog.getByRole("textbox", { name: "pattern" }).fill("(");
  await page.mouse.click(3, 3);
  await expect(dialog.getByText(/Unterminated group|Invalid regular expression/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Start run" })).toBeDisabled();
  expect(await runsOf(page, dataset)).toHaveLength(0);
});

test("copied as a command and as a request it starts the same", async ({ page, context, baseURL }) => {
  test.setTimeout(120_000);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dataset = await newDataset(page);
  const dialog = await openDialog(page, dataset);
  await chooseAgent(page, "Ticket sorter");
  await dialog.getByRole("textbox", { name: "Name" }).fill(`it's "mine" $HOME`);
  await dialog.getByRole("textbox", { name: "Trials" }).fill("2");
  await dialog.getByRole("textbox", { name: "At once" }).fill("3");
  await dialog.getByRole("textbox", { name: "Per item timeout" }).fill("4");
  await dialog.getByRole("checkbox", { name: "regex" }).check();
  await dialog.getByRole("textbox", { name: "pattern" }).fill(`"team":"(billing|delivery)" '?`);
  await expect(dialog.getByText("3 items fit")).toBeVisible();
  const copied = async (name: string): Promise<string> => {
    await dialog.getByRole("button", { name }).click();
    await expect(dialog.getByText("Copied").first()).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const cli = await copied("Copy as CLI");
  const [, , url = "", , type = "", , body = ""] = (await readCommand(await copied("cURL"))).words;
  expect([url, type]).toEqual([`${baseURL}/api/datasets/${dataset.id}/runs`, "content-type: application/json"]);
  expect((await page.request.post(url, { headers: { "content-type": "application/json" }, data: body })).status()).toBe(201);
  const [npx, trackside, ...args] = (await readCommand(cli)).words;
  expect([npx, trackside]).toEqual(["npx", "trackside"]);
  const { code, err } = await startCli([...args, "--fail-under", "regex=0"]).ended;
  expect([code, err]).toEqual([0, expect.stringContaining("dataset run")]);
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(runPage);
  const same = {
    name: `it's "mine" $HOME`,
    agentId: "ticket-sorter",
    trials: 2,
    concurrency: 3,
    totalItems: 3,
    datasetVersion: 2,
  };
  const runs = await runsOf(page, dataset);
  expect(runs).toMatchObject([same, same, same]);
  expect(runs.map(({ scores }) => Object.keys(scores))).toEqual([["regex"], ["regex"], ["regex"]]);
});

test("an agent is run on a dataset from its own page", async ({ page }) => {
  const dataset = await newDataset(page);
  await page.goto("/agents/ticket-sorter");
  await page.getByRole("button", { name: "Run on a dataset" }).click();
  const dialog = dialogOf(page);
  await expect(dialog.getByText("Choose a dataset first.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "Dataset" }).click();
  await page.keyboard.type(dataset.name);
  await page.getByRole("option", { name: dataset.name }).click();
  await expect(dialog.getByText("3 items fit")).toBeVisible();
  await dialog.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(runPage);
  expect(await runsOf(page, dataset)).toMatchObject([{ agentId: "ticket-sorter" }]);
});

test("the runs of a dataset: none yet, live while one goes, filtered, and two compared", async ({ page }) => {
  const dataset = await newDataset(page);
  await page.goto(`/datasets/${dataset.id}?tab=runs`);
  await expect(page.getByRole("heading", { name: "Nothing has run over this dataset" })).toBeVisible();
  const start = async (agentId: string) => {
    const answer = await page.request.post(`/api/datasets/${dataset.id}/runs`, { data: { agentId, wait: true } });
    return ((await answer.json()) as { run: DatasetRun }).run;
  };
  const older = await start("ticket-sorter");
  await expect(page.getByRole("row", { name: /Ticket sorter/ })).toContainText("Completed");
  const newer = await start("failing");
  await page.getByRole("button", { name: "1 new run" }).click();
  await expect(page.getByRole("row", { name: /Failing/ })).toContainText("3 failed");
  await page.getByRole("checkbox", { name: /Compare Ticket sorter/ }).check();
  await page.getByRole("checkbox", { name: /Compare Failing/ }).check();
  await expect(page.getByRole("link", { name: "Compare", exact: true })).toHaveAttribute(
    "href",
    `/datasets/${dataset.id}/runs/${newer.id}?baseline=${older.id}`,
  );
  await page.goto(`/datasets/${dataset.id}?tab=runs&agentId=ticket-sorter`);
  await expect(page.getByRole("row", { name: /Ticket sorter/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Failing/ })).toHaveCount(0);
  await page.goto(`/datasets/${dataset.id}?tab=runs&status=cancelled`);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.getByRole("row", { name: /Failing/ })).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1440, 390])
    test(`the dialog in ${colorScheme} at ${width} px: nothing for axe, nothing out of reach`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 800 });
      const dialog = await openDialog(page, await newDataset(page));
      await chooseAgent(page, "Ticket sorter");
      for (const name of ["regex", "trajectory", "judge"]) await dialog.getByRole("checkbox", { name }).check();
      await dialog.getByText("Models", { exact: true }).click();
      await expect(dialog.getByText("3 items fit")).toBeVisible();
      expect(await accessibilityFaults(page)).toEqual([]);
      const box = await dialog.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 800).toBe(true);
      await expect(dialog.getByRole("button", { name: "Start run" })).toBeInViewport();
    });
