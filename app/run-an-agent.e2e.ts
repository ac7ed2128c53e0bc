import { openBreakableLine } from "@/server/testing/breakable-line";
import { countAsked, endOfRun, expect, openGates, startRun, test } from "@/server/testing/browser";

test("an agent is found, its form filled in, and its run watched to the end", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Agents" }).click();
  await page.getByRole("link", { name: /Support triage/ }).click();
  await page.getByLabel("message").fill("Where is my refund for 8841?");
  await page.getByRole("button", { name: /Start run/ }).click();
  await page.waitForURL(/\/agents\/support-triage\/runs\/run_/);
  const steps = page.getByRole("treegrid", { name: "Steps" });
  await expect(steps.getByRole("row", { name: /classify/ })).toBeVisible();
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  for (const name of [/planning/, /main_flow/, /lookup/, /check_tone/, /write_answer/])
    await expect(steps.getByRole("row", { name })).toBeVisible();
  await expect(page.getByText(/We refund 39 EUR/).first()).toBeVisible();
});

test("an input that does not fit is refused at its field, and what was typed stays", async ({ page }) => {
  await page.goto("/agents/gated");
  await page.getByLabel("dir").fill("/nowhere");
  await page.getByLabel("steps").fill("51");
  await page.getByRole("button", { name: /Start run/ }).click();
  await expect(page.getByText(/must be <= 50|50/).first()).toBeVisible();
  await expect(page.getByLabel("dir")).toHaveValue("/nowhere");
  expect(page.url()).toContain("/agents/gated");
  expect(page.url()).not.toContain("/runs/");
});

test("steps arrive while one watches, also those that happened while the connection was down", async ({
  page,
  home,
  baseURL,
  complaints,
}) => {
  const line = await openBreakableLine(baseURL ?? "");
  const run = await startRun(page, "gated", { dir: home, steps: 6 });
  await page.goto(`${line.url}/agents/gated/runs/${run.runId}`);
  const row = (name: string) => page.getByRole("row", { name: new RegExp(name) });
  await expect(row("gate_1")).toBeVisible();
  await expect(row("gate_2")).toBeHidden();
  openGates(home, 1);
  await expect(row("gate_2")).toBeVisible();
  line.cut();
  openGates(home, 2, 3);
  // It has happened, and the page cannot know of it yet.
  const events = () => page.request.get(`/api/agents/gated/runs/${run.runId}`);
  await expect.poll(async () => (await events()).text()).toContain("gate_4");
  await expect(row("gate_3")).toBeHidden();
  line.mend();
  await expect(row("gate_4")).toBeVisible({ timeout: 20_000 });
  openGates(home, 4, 5, 6);
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect(row("gate_")).toHaveCount(6);
  // The browser speaks of the cut connection, be it late; it may, and of nothing else.
  await page.close();
  line.close();
  complaints.splice(0, complaints.length, ...complaints.filter((complaint) => !/net::ERR_/.test(complaint)));
});

test("a run is cancelled from its page", async ({ page, home }) => {
  const run = await startRun(page, "gated", { dir: home, steps: 3 });
  await page.goto(`/agents/gated/runs/${run.runId}`);
  await page.getByRole("button", { name: /Cancel/ }).click();
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
});

test("a failed run says what happened and where, and markup in it stays text", async ({ page }) => {
  const run = await startRun(page, "failing", null);
  await endOfRun(page, run);
  await page.goto(`/agents/failing/runs/${run.runId}`);
  const error = page.getByRole("region", { name: "Error" });
  await expect(error).toContainText("TypeError");
  await expect(error).toContainText("the order service did not answer <script>alert(1)</script>");
  await expect(error).toContainText("failing.main.break");
  await page.getByRole("row", { name: /break/ }).click();
  await expect(page).toHaveURL(/step=/);
});

test("a file that does not load is named with its error, and the others still run", async ({ page }) => {
  await page.goto("/agents");
  await expect(page.getByText("agents/broken.ts")).toBeVisible();
  await expect(page.getByText(/this file is broken on purpose/)).toBeVisible();
  await expect(page.getByRole("link", { name: /Gated/ })).toBeVisible();
});

test("the runs list filters and pages by its address", async ({ page }) => {
  const runs = await Promise.all(Array.from({ length: 23 }, () => startRun(page, "failing", null)));
  for (const run of runs) await endOfRun(page, run);
  await page.goto("/agents/failing/runs?status=error");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  // By its address: its time ("7 s ago") goes on, and other tests start runs of this agent, too.
  const first = await page.getByRole("row").nth(1).getByRole("link").first().getAttribute("href");
  const toFirst = page.locator(`a[href="${first}"]`);
  await page.getByRole("link", { name: /Older|Next/ }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(toFirst).toHaveCount(0);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.goBack();
  await expect(toFirst.first()).toBeVisible();
  await page.goto("/agents/failing/runs?status=timeout");
  await expect(page.getByRole("heading", { name: "No run fits the filter" })).toBeVisible();
});

test("a very long message shows its beginning, and the rest on request", async ({ page }) => {
  const run = await startRun(page, "failing", { message: "long ".repeat(1000) });
  await endOfRun(page, run);
  await page.goto(`/agents/failing/runs/${run.runId}`);
  const error = page.getByRole("region", { name: "Error" }).first();
  await expect(error).toContainText("long long");
  expect((await error.innerText()).length).toBeLessThan(1500);
  await error.getByRole("button", { name: /Show all 5,000 characters/ }).click();
  expect((await error.innerText()).length).toBeGreaterThan(4900);
});

test("a form whose console is gone keeps what was typed, and says so", async ({ page, complaints }) => {
  await page.goto("/agents/support-triage");
  const asked = countAsked(page, "runs.list");
  await expect.poll(asked).toBeGreaterThan(0);
  const field = page.getByRole("textbox", { name: "message" });
  await field.fill("Typed before the lights went out");
  await page.route("**/agents/support-triage", (route) => route.abort("connectionrefused"));
  await page.getByRole("button", { name: "Start run" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The console did not answer" })).toBeVisible();
  await expect(field).toHaveValue("Typed before the lights went out");
  complaints.splice(0, complaints.length, ...complaints.filter((one) => !one.includes("CONNECTION_REFUSED")));
  await page.unroute("**/agents/support-triage");
  await page.getByRole("button", { name: "Start run" }).click();
  await expect(page).toHaveURL(/\/runs\/run_/);
});
