import { accessibilityFaults, expect, startRun, test } from "@/server/testing/browser";

test("a run that waits for another one shows its question, links both ways, and goes on with the answer", async ({ page }) => {
  const run = await startRun(page, "delegating", null);
  await page.goto(`/agents/delegating/runs/${run.runId}`);
  const form = page.getByRole("form", { name: "How much do we pay back for the teapot?" });
  await expect(form).toContainText("a run of asking that this one started");
  await expect(page.getByText("Waiting", { exact: true }).first()).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
  await form.getByLabel("euros").fill("12");
  await form.getByRole("button", { name: /Send answer/ }).click();
  const sure = page.getByRole("form", { name: /Pay back 12 EUR for the teapot/ });
  await sure.getByRole("button", { name: "Yes" }).click();
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByLabel("Result", { exact: true }).last()).toContainText("12");

  await page.getByRole("row", { name: /^asking/ }).click();
  await page.getByRole("term").filter({ hasText: "Its run" }).locator("xpath=following-sibling::dd").getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("asking");
  await page.getByLabel("Lineage").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`/agents/delegating/runs/${run.runId}`));
});

test("only one flow of an agent is run from its form", async ({ page }) => {
  await page.goto("/agents/support-triage");
  await page.getByLabel("message").fill("Where is order 8841?");
  await page.getByText("Options", { exact: true }).click();
  await page.getByLabel("Only one flow").fill("no_such_flow");
  await page.getByRole("button", { name: /^Start run/ }).click();
  await expect(page.getByText("FLOW_NOT_REACHED").first()).toBeVisible();
  await expect(page.getByText("Only the flow")).toBeVisible();
});

test("the list of single runs leaves out what other runs started", async ({ page }) => {
  const { runId } = await startRun(page, "delegating", null);
  type Listed = { runs: { runId: string; parentRunId?: string }[] };
  const started = async () => {
    const { runs } = (await (await page.request.get("/api/runs?agentId=asking&limit=100")).json()) as Listed;
    return runs.find(({ parentRunId }) => parentRunId === runId)?.runId;
  };
  await expect.poll(started).toBeDefined();
  const table = page.getByRole("table", { name: "Runs" });
  const child = table.locator(`a[href*="${await started()}"]`);
  await page.goto("/runs?agentId=asking&agentId=delegating");
  await expect(child.first()).toBeVisible();
  await page.getByRole("checkbox", { name: "Single runs" }).click();
  await expect(page).toHaveURL(/single=true/);
  await expect(child).toHaveCount(0);
  await expect(table.locator(`a[href*="${runId}"]`).first()).toBeVisible();
});
