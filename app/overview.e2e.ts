import { makeDataset } from "@/server/testing/browser-datasets";
import { endOfRun, expect, openGates, startRun, test } from "@/server/testing/browser";

test("like failures are one line that leads to just these runs, a single one leads to its step", async ({ page }) => {
  for (const order of [11, 22, 33])
    await endOfRun(page, await startRun(page, "failing", { message: `overview ${order} fell over` }));
  await endOfRun(page, await startRun(page, "failing", { message: "overview fell once" }));
  await page.goto("/");
  const failures = page.getByRole("list", { name: "Failures" });
  const like = failures.getByRole("listitem").filter({ hasText: /overview \d+ fell over/ });
  await expect(like).toHaveCount(1);
  await expect(like).toContainText("3 runs");
  await failures.getByRole("listitem").filter({ hasText: "overview fell once" }).getByRole("link").click();
  await expect(page).toHaveURL(/agents\/failing\/runs\/run_[^?]+\?step=/);
  await page.goBack();
  await like.getByRole("link", { name: "failing", exact: true }).click();
  await expect(page).toHaveURL(/status=error/);
  await expect(page.getByRole("table", { name: "Runs" }).locator("[data-row-link]")).toHaveCount(3);
});

test("a dataset run is one line with its progress, and its item runs are none", async ({ page, home }) => {
  const dataset = await makeDataset(
    page,
    "overview of gates",
    [1, 2, 3].map(() => ({ input: { dir: home, steps: 1 } })),
  );
  const body = { agentId: "gated", name: "overview gates" };
  const answer = await page.request.post(`/api/datasets/${dataset.id}/runs`, { data: body });
  expect(answer.status()).toBe(201);
  await page.goto("/");
  const line = page
    .getByRole("list", { name: "Dataset runs that go on" })
    .getByRole("listitem")
    .filter({ hasText: "overview gates" });
  await expect(line).toContainText("0 / 3");
  await expect(line.getByRole("progressbar")).toHaveAttribute("aria-valuemax", "3");
  const { run } = (await answer.json()) as { run: { id: string } };
  const { runs } = (await (await page.request.get(`/api/runs?datasetRunId=${run.id}`)).json()) as { runs: { runId: string }[] };
  expect(runs).toHaveLength(3);
  for (const { runId } of runs) await expect(page.locator(`a[href*="${runId}"]`)).toHaveCount(0);
  // Under the pointer it keeps its place when it has ended; without it goes.
  await line.hover();
  openGates(home, 1);
  const ended = async () =>
    ((await (await page.request.get(`/api/datasets/${dataset.id}/runs/${run.id}`)).json()) as { run: { status: string } }).run
      .status;
  await expect.poll(ended).toBe("completed");
  await page.waitForResponse((response) => response.url().includes("overview.running") && response.ok());
  await expect(line).toBeVisible();
  await page.getByRole("heading", { name: "Running now" }).hover();
  await expect(line).toBeHidden();
});

test("the first steps are ticked as they are done, can be put away and brought back", async ({ page }) => {
  await endOfRun(page, await startRun(page, "support-triage", { message: "overview: where is 8841?" }));
  await page.goto("/");
  const steps = page.getByRole("region", { name: "First steps" });
  const look = steps.getByRole("listitem").nth(2);
  await expect(look).not.toContainText("Done:");
  await look.getByRole("link").click();
  await expect(page).toHaveURL(/\/runs\/run_/);
  await page.goto("/settings");
  await page.getByRole("radio", { name: "Put away" }).check();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await expect(steps).toBeHidden();
});
