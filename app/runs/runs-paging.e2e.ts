import type { Page } from "@playwright/test";
import { expect, test } from "@/server/testing/browser";

async function makeRuns(page: Page, tag: string, count: number): Promise<void> {
  const made = Array.from({ length: count }, () =>
    page.request.post("/api/agents/failing/runs", { data: { input: null, tags: [tag] } }),
  );
  for (const answer of await Promise.all(made)) expect(answer.status()).toBe(201);
}

const rows = (page: Page) =>
  page
    .getByRole("table", { name: "Runs" })
    .locator("[data-run]")
    .evaluateAll((all) => all.map((row) => row.getAttribute("data-run")));

test("the next page goes on after the rows that are shown, though newer ones came and some were deleted", async ({ page }) => {
  await makeRuns(page, "paging-goes-on", 24);
  await page.goto("/runs?tag=paging-goes-on");
  await expect.poll(() => rows(page)).toHaveLength(20);
  const first = await rows(page);
  await makeRuns(page, "paging-goes-on", 3);
  await expect(page.getByRole("button", { name: "3 new runs" })).toBeVisible();
  await page.getByRole("checkbox", { name: `Choose ${first[0]}` }).click();
  await page.getByRole("checkbox", { name: `Choose ${first[2]}` }).click();
  const bar = page.getByRole("region", { name: "Chosen runs" });
  await bar.getByRole("button", { name: "Delete 2" }).click();
  await bar.getByRole("button", { name: "Delete 2 for good" }).click();
  await expect.poll(() => rows(page)).toHaveLength(18);
  // Done, and said so, though nothing is chosen any more.
  await expect(bar.getByRole("status")).toHaveText("2 deleted.");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect.poll(() => rows(page)).toHaveLength(4);
  expect((await rows(page)).filter((runId) => first.includes(runId))).toEqual([]);
  await expect(page.getByText("22–25 of 25")).toBeVisible();
  await page.getByRole("link", { name: "Newest" }).click();
  await expect.poll(() => rows(page)).toHaveLength(20);
  await makeRuns(page, "paging-goes-on", 1);
  const pill = page.getByRole("button", { name: "1 new run" });
  await pill.focus();
  await page.keyboard.press("Enter");
  await expect(pill).toHaveCount(0);
  const [newest] = await rows(page);
  await expect(page.locator(`[data-run="${newest}"] [data-row-link]`)).toBeFocused();
});

test("of an agent's runs the tab says whose, and rows that fit no longer are counted", async ({ page }) => {
  const data = { input: { item: "counted" }, tags: ["paging-count"] };
  const { run } = (await (await page.request.post("/api/agents/asking/runs", { data })).json()) as { run: { runId: string } };
  await page.goto("/agents/asking/runs?tag=paging-count&status=pending&status=running&status=waiting");
  await expect(page).toHaveTitle(/^Runs of asking/);
  await expect(page.getByRole("row", { name: /Waiting/ })).toHaveCount(1);
  await page.request.post(`/api/agents/asking/runs/${run.runId}/cancel`);
  await expect(page.getByRole("row", { name: /Cancelled/ })).toHaveCount(1);
  await expect(page.getByText("1–1 of 1")).toBeVisible();
});

test("pages are turned without the page around the list being asked for", async ({ page }) => {
  const tag = `paging-turns-${Math.random().toString(36).slice(2, 8)}`;
  await makeRuns(page, tag, 21);
  await page.goto(`/runs?tag=${tag}`);
  await expect.poll(() => rows(page)).toHaveLength(20);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/cursor=.*_rsc=/.test(request.url())) asked.push(request.url());
  });
  await page.getByRole("link", { name: "Older" }).click();
  await expect.poll(() => rows(page)).toHaveLength(1);
  await page.goBack();
  await expect.poll(() => rows(page)).toHaveLength(20);
  expect(asked).toEqual([]);
});

test("from a page that could not be read one gets away, and it is read once the console is back", async ({
  page,
  complaints,
}) => {
  await makeRuns(page, "paging-back", 21);
  await page.goto("/runs?tag=paging-back&cursor=garbage");
  await expect(page.getByText("The cursor is not one this list gave out.")).toBeVisible();
  await page.getByRole("link", { name: "Newest runs" }).click();
  await expect.poll(() => rows(page)).toHaveLength(20);
  await page.goto("/runs?tag=paging-back");
  await expect.poll(() => rows(page)).toHaveLength(20);
  await page.route("**/api/trpc/**", (route) => route.abort("connectionrefused"));
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByText("The console did not answer. See whether it still runs, then try again.")).toBeVisible();
  await page.unroute("**/api/trpc/**");
  await expect.poll(() => rows(page)).toHaveLength(1);
  const known = /CONNECTION_REFUSED|Failed to fetch|status of 400|error #419|cursor is not one/;
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !known.test(one)));
});

test("a filter that its dialog cannot say stays as it was when another is changed there", async ({ page }) => {
  const at = 1_700_000_000_123;
  await page.goto(`/runs?tag=a%2C+b&from=${at}`);
  await page.getByRole("button", { name: "More filters" }).click();
  const dialog = page.getByRole("dialog", { name: "More filters" });
  await dialog.getByLabel("Room").fill("nowhere");
  await dialog.getByRole("button", { name: "Show these runs" }).click();
  await expect(page).toHaveURL(/roomId=nowhere/);
  const params = new URL(page.url()).searchParams;
  expect(params.getAll("tag")).toEqual(["a, b"]);
  expect(params.get("from")).toBe(String(at));
});

test("of several runs what could not be done stays chosen, and what was done is not done twice", async ({ page }) => {
  const tag = "bulk-in-part";
  const live = await page.request.post("/api/agents/asking/runs", { data: { input: { item: "bulk" }, tags: [tag] } });
  const { run: waiting } = (await live.json()) as { run: { runId: string } };
  await makeRuns(page, tag, 2);
  await page.goto(`/runs?tag=${tag}`);
  await expect.poll(() => rows(page)).toHaveLength(3);
  await expect(page.getByRole("row", { name: /Waiting/ })).toHaveCount(1);
  await expect(page.getByRole("row", { name: /Error/ })).toHaveCount(2);
  const failed = (await rows(page)).find((runId) => runId !== waiting.runId) ?? "none";
  await page.getByRole("checkbox", { name: "Choose all runs shown" }).click();
  const bar = page.getByRole("region", { name: "Chosen runs" });
  await page.request.delete(`/api/agents/failing/runs/${failed}`);
  await bar.getByRole("button", { name: "Run 3 again" }).click();
  await expect(bar.getByRole("status")).toContainText("2 started again.");
  await expect(bar.getByRole("status")).toContainText(failed);
  await expect(bar).toContainText("1 chosen");
  // It is gone: deleting it has nothing left to do.
  await bar.getByRole("button", { name: "Delete 1" }).click();
  await bar.getByRole("button", { name: "Delete 1 for good" }).click();
  await expect(page.locator(`[data-run="${failed}"]`)).toHaveCount(0);
  await expect(bar.getByRole("status")).toHaveText("1 deleted.");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("1 deleted.");
  await bar.getByRole("button", { name: "Close" }).click();
  await expect(bar).toHaveCount(0);
});

test("a run that was live when it was last seen and is deleted elsewhere does not seem to run on", async ({
  page,
  complaints,
}) => {
  const data = { input: { item: "gone" }, tags: ["gone-elsewhere"] };
  const { run } = (await (await page.request.post("/api/agents/asking/runs", { data })).json()) as { run: { runId: string } };
  await page.goto("/runs?tag=gone-elsewhere");
  await expect(page.getByRole("row", { name: /Waiting/ })).toHaveCount(1);
  await page.route("**/api/trpc/**", (route) => route.abort("connectionrefused"));
  await page.request.post(`/api/agents/asking/runs/${run.runId}/cancel`);
  const remove = async () => (await page.request.delete(`/api/agents/asking/runs/${run.runId}`)).status();
  await expect.poll(remove).toBe(204);
  await page.unroute("**/api/trpc/**");
  await expect(page.locator(`[data-run="${run.runId}"]`)).toHaveCount(0);
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("CONNECTION_REFUSED")));
});

test("keys choose runs and look at them beside the table, also from a box that is ticked", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await makeRuns(page, "by-keys", 3);
  await page.goto("/runs?tag=by-keys");
  await expect.poll(() => rows(page)).toHaveLength(3);
  const [first, second, third] = await rows(page);
  const box = page.getByRole("checkbox", { name: `Choose ${second}` });
  await box.click();
  await box.click();
  await page.keyboard.press("j");
  await expect(page.locator(`[data-run="${third}"] [data-row-link]`)).toBeFocused();
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Chosen runs" });
  await expect(bar).toContainText("1 chosen");
  await page.keyboard.press("Space");
  const peek = page.getByRole("complementary", { name: "Run, in short" });
  await expect(peek).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`peek=failing%2F${third}`));
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  await expect(page).toHaveURL(new RegExp(`peek=failing%2F${first}`));
  await page.keyboard.press("Shift+X");
  await expect(bar).toContainText("3 chosen");
  await box.focus();
  await page.keyboard.press("Escape");
  await expect(peek).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Look at the run beside the table");
});
