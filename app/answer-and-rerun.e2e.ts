import type { Page } from "@playwright/test";
import type { RunSummary } from "@/server/domain/run";
import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";

const question = (page: Page, item: string) => page.getByRole("form", { name: `How much do we pay back for the ${item}?` });
const confirmation = (page: Page, item: string) =>
  page.getByRole("form", { name: new RegExp(`Pay back .* for the ${item} now`) });

async function openRun(page: Page, { agentId, runId }: RunSummary): Promise<void> {
  await page.goto(`/agents/${agentId}/runs/${runId}`);
}

/** A refused answer is a failed request to the browser, which says so; it may, and of nothing else. */
function forgiveRefusals(complaints: string[]): void {
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !/status of 4(09|22)/.test(complaint)));
}

async function cancel(page: Page, { agentId, runId }: RunSummary): Promise<void> {
  await page.request.post(`/api/agents/${agentId}/runs/${runId}/cancel`);
}

async function failedRun(page: Page): Promise<RunSummary> {
  const run = await startRun(page, "mendable", null);
  await endOfRun(page, run);
  return run;
}

test("a run that waits is answered on its page, twice, and goes on there without a reload", async ({ page }) => {
  const run = await startRun(page, "asking", { item: "kettle" });
  await openRun(page, run);
  const form = question(page, "kettle");
  await expect(form.getByRole("heading")).toHaveText("How much do we pay back for the kettle?");
  await expect(form.getByRole("button", { name: "asking.approval" })).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  await form.getByLabel("euros").fill("30");
  await form.getByRole("button", { name: /Send answer/ }).click();
  await expect(form).toBeHidden();
  await confirmation(page, "kettle").getByRole("button", { name: "Yes" }).click();
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("form")).toHaveCount(0);
  await expect(page.getByLabel("Result", { exact: true }).last()).toContainText('"paidBack": 30');
  // What the live view leaves out is still there.
  await page.getByRole("tab", { name: "Input" }).click();
  await expect(page.getByRole("tabpanel", { name: "Input" })).toContainText('"item": "kettle"');
  expect(await page.evaluate(() => "neverReloaded" in globalThis)).toBe(true);
});

test("an answer that does not fit is refused at its field, and one that comes too late is told so", async ({
  page,
  context,
  complaints,
}) => {
  const run = await startRun(page, "asking", { item: "lamp" });
  await openRun(page, run);
  const form = question(page, "lamp");
  await form.getByLabel("note").fill("as agreed");
  await form.getByLabel("euros").fill("51");
  await form.getByRole("button", { name: /Send answer/ }).click();
  await expect(form.getByLabel("euros")).toHaveAccessibleDescription(/must be <= 39/);
  await expect(form.getByLabel("euros")).toBeFocused();
  await expect(form.getByLabel("note")).toHaveValue("as agreed");
  await form.getByLabel("euros").fill("");
  await form.getByRole("button", { name: /Send answer/ }).click();
  await expect(form.getByLabel("euros")).toHaveAccessibleDescription(/is missing/);

  // Someone else was faster, and this page has not heard of it: its questions and its stream stand still.
  const other = await context.newPage();
  await page.route(/runs\.questions|live\.watch/, () => {});
  await page.goto("/");
  const late = question(page, "lamp");
  await late.getByLabel("euros").fill("1");
  const answered = await other.request.post(`/api/trpc/runs.answer`, {
    data: { runId: run.runId, path: "asking.approval", value: { euros: 2 } },
  });
  expect(answered.status()).toBe(200);
  await late.getByRole("button", { name: /Send answer/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Your answer was not taken." })).toContainText("does not wait for");
  await expect(late).toBeHidden();
  await cancel(page, run);
  forgiveRefusals(complaints);
});

test("a question is answered in the overview", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Needs attention" })).toBeVisible();
  // It comes while one looks.
  const run = await startRun(page, "asking", { item: "desk" });
  const form = question(page, "desk");
  await form.getByLabel("euros").fill("7");
  await form.getByLabel("euros").press("Control+Enter");
  await expect(form).toBeHidden();
  await confirmation(page, "desk").getByRole("button", { name: "No" }).click();
  await expect(confirmation(page, "desk")).toBeHidden();
  await endOfRun(page, run);
  await openRun(page, run);
  await expect(page.getByLabel("Result", { exact: true }).last()).toContainText('"paidBack": 0');
});

test("a failed run is mended from its failed step: what came before is reused, and both runs know each other", async ({
  page,
}) => {
  const source = await failedRun(page);
  await openRun(page, source);
  await page.getByRole("region", { name: "Error" }).getByRole("button", { name: "Re-run from here" }).click();
  const dialog = page.getByRole("dialog", { name: "Re-run from fetch_policy" });
  await expect(dialog).toContainText("2 steps that had ended before it");
  await expect(dialog).toContainText("main_flow is gone through again");
  const input = dialog.getByLabel("Input as JSON");
  await expect(input).toHaveValue(/refunds\/xx/);
  await input.fill('{"policy": "refunds/eu"');
  await dialog.getByRole("button", { name: /^Re-run/ }).click();
  await expect(dialog).toContainText("Line 1, column 24");
  await input.fill('{"policy": "refunds/eu"}');
  await dialog.getByRole("button", { name: /^Re-run/ }).click();

  await page.waitForURL(/\/runs\/rerun_/);
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("We refund the Kettle by refunds/eu: 30 days").first()).toBeVisible();
  const steps = page.getByRole("treegrid", { name: "Steps" });
  await expect(steps.getByRole("row", { name: /lookup/ })).toContainText("reused");
  await expect(steps.getByRole("row", { name: /fetch_policy/ })).toContainText("other input");
  await steps.getByRole("row", { name: /lookup/ }).click();
  await expect(page.getByRole("region", { name: "Step lookup" }).getByRole("link")).toHaveAttribute(
    "href",
    new RegExp(`${source.runId}\\?step=mendable\\.main_flow\\.lookup$`),
  );
  const id = /rerun_[0-9a-f_]+/.exec(page.url())?.[0] ?? "";
  const lineage = page.getByLabel("Lineage");
  await expect(lineage).toContainText("mendable.main_flow.fetch_policy");
  await lineage.getByRole("link").click();
  await page.waitForURL(new RegExp(source.runId));
  await expect(page.getByRole("region", { name: "Step fetch_policy" })).toBeVisible();
  await expect(lineage).toContainText("Run again: 1");
  await expect(lineage).toContainText("Completed");
  await lineage.getByRole("link").click();
  await page.waitForURL(new RegExp(id));
});

test("a run is run again whole, or opened in the agent's form with its input", async ({ page }) => {
  const source = await startRun(page, "support-triage", { message: "Where is my refund for 8841?" });
  await endOfRun(page, source);
  await openRun(page, source);
  await page.getByRole("button", { name: "Re-run", exact: true }).click();
  await page.waitForURL(/\/runs\/rerun_/);
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByLabel("Lineage").getByRole("link")).toHaveAttribute("href", new RegExp(`${source.runId}$`));
  await page.getByRole("button", { name: "More ways to run it again" }).click();
  await page.getByRole("menuitem", { name: "Run with other input…" }).click();
  await page.waitForURL(/\/agents\/support-triage\?from=rerun_/);
  await expect(page.getByLabel("message")).toHaveValue("Where is my refund for 8841?");
});

test("what the server refuses of a re-run is said in its dialog", async ({ page }) => {
  const source = await failedRun(page);
  await openRun(page, source);
  await page.getByRole("row", { name: /fetch_policy/ }).click();
  await page.route(/runs\.rerun/, (route) =>
    route.fulfill({
      status: 400,
      contentType: "application/json",
      body: JSON.stringify([
        {
          error: {
            message: "x",
            code: -32600,
            data: { httpStatus: 400, problem: { title: "Bad input", status: 400, detail: "The run has no step like that." } },
          },
        },
      ]),
    }),
  );
  const button = page.getByRole("region", { name: "Step fetch_policy" }).getByRole("button", { name: "Re-run from here" }).last();
  await button.click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Re-run/ }).click();
  await expect(dialog.getByRole("alert")).toHaveText("The run has no step like that.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

for (const width of [1440, 390])
  test(`questions and the dialog, light and dark, at ${width} px: nothing for axe, nothing wider than the window`, async ({
    page,
    complaints,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const [waiting, failed] = [await startRun(page, "asking", { item: `chair ${width}` }), await failedRun(page)];
    const check = async (where: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect(await accessibilityFaults(page), `${where}, ${colorScheme}`).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width);
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    await openRun(page, waiting);
    await question(page, `chair ${width}`)
      .getByRole("button", { name: /Send answer/ })
      .click();
    await expect(page.getByText("is missing").first()).toBeVisible();
    await check("a question, refused");
    await page.goto("/");
    await expect(page.getByRole("form").first()).toBeVisible();
    await check("the overview with questions");
    await openRun(page, failed);
    await page.getByRole("region", { name: "Error" }).getByRole("button", { name: "Re-run from here" }).click();
    await expect(page.getByLabel("Input as JSON")).toHaveValue(/refunds/);
    await check("the dialog");
    await cancel(page, waiting);
    forgiveRefusals(complaints);
  });

test("on a narrow screen the menu opens, and gives the focus back", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/runs");
  await page.getByRole("button", { name: "Open the menu" }).click();
  await expect(page.getByRole("dialog", { name: "Menu" }).getByRole("link", { name: "Agents" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Open the menu" })).toBeFocused();
});
