import type { RunSummary } from "@/server/domain/run";
import { accessibilityFaults, endOfRun, expect, openGates, startRun, test } from "@/server/testing/browser";

const address = ({ agentId, runId }: RunSummary, query = "") => `/agents/${agentId}/runs/${runId}${query}`;

test("the transcript tells the run in order, and goes on as it does", async ({ page, home }) => {
  const run = await startRun(page, "telling", { waits: 2, dir: home });
  await page.goto(address(run, "?view=transcript"));
  const list = page.getByRole("list", { name: "What happened" });
  await expect(list).toContainText("gate_0");
  await expect(list).not.toContainText("gate_1");
  openGates(home, 0);
  await expect(list).toContainText("passed 0");
  await expect(list).toContainText("gate_1");
  openGates(home, 1);
  await expect(page.getByRole("region", { name: "Transcript" }).getByRole("region", { name: "Result" })).toContainText("Answer");
  await expect(page.getByRole("region", { name: "Transcript" }).getByRole("link", { name: "Good", exact: true })).toBeVisible();
  await expect(list).toContainText("passed 1");
  const text = await list.innerText();
  const places = ["Plan", "Be short", "What is red", "Calls", "half way", "large", "Policy 4.2", "gate_0", "gate_1"].map((word) =>
    text.indexOf(word),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  await list.getByRole("button", { name: "large" }).click();
  await expect(page.getByRole("region", { name: "Step large" })).toBeVisible();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("long transcripts and logs are read piece by piece, from the chosen step, to both ends", async ({ page }) => {
  const run = await startRun(page, "telling", { steps: 400 });
  await endOfRun(page, run);
  await page.goto(address(run, "?view=transcript"));
  const transcript = page.getByRole("region", { name: "Transcript" });
  await expect(transcript.getByRole("region", { name: "Input" })).toBeVisible();
  await expect(transcript.getByRole("button", { name: "many_399" })).toHaveCount(0);
  await page.getByRole("button", { name: "To the end" }).click();
  await expect(transcript.getByRole("button", { name: "many_399" })).toHaveCount(1);
  await expect(transcript.getByRole("region", { name: "Result" })).toHaveCount(1);
  await page.goto(address(run, "?view=transcript&step=telling.many_200"));
  await expect(transcript.getByRole("button", { name: "many_200" })).toBeInViewport();
  await transcript.focus();
  for (const [key, last] of [
    ["Home", transcript.getByRole("region", { name: "Input" })],
    ["End", transcript.getByRole("region", { name: "Result" })],
  ] as const)
    await expect(async () => {
      await page.keyboard.press(key);
      await expect(last).toBeInViewport({ timeout: 500 });
    }).toPass();
  await page.goto(address(run, "?view=log&step=telling.many_200"));
  const log = page.getByRole("grid", { name: "Log" });
  await expect(log.getByRole("row", { name: /began\s*many_200/ })).toBeInViewport();
  await log.focus();
  await expect(async () => {
    await page.keyboard.press("End");
    await expect(log.getByRole("row", { name: /completed\s*telling/ })).toBeInViewport({ timeout: 500 });
  }).toPass();
  await expect(async () => {
    await page.keyboard.press("Home");
    await expect(log.getByRole("row", { name: /began\s*telling/ })).toBeInViewport({ timeout: 500 });
  }).toPass();
});

test("the log follows the run, is filtered by its address, and walked by keys", async ({ page, home, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const run = await startRun(page, "gated", { dir: home, steps: 3 });
  await page.goto(address(run, "?view=log"));
  const log = page.getByRole("grid", { name: "Log" });
  await expect(log.getByRole("row", { name: /began\s*gate_1/ })).toBeVisible();
  openGates(home, 1);
  await expect(log.getByRole("row", { name: /completed\s*gate_1\s*passed 1/ })).toBeVisible();
  openGates(home, 2, 3);
  await expect(log.getByRole("row")).toHaveCount(8);
  expect(await accessibilityFaults(page)).toEqual([]);
  await log.focus();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Step gate_1" })).toBeVisible();
  await page.getByRole("button", { name: "Copy line" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\+0\.\d{3}\taction\tbegan\tgated\.gate_1$/);
  await page.getByRole("searchbox", { name: "Search the log" }).fill("passed 2");
  await expect(log.getByRole("row")).toHaveCount(1);
  await expect(page).toHaveURL(/q=passed/);
  // Opened at its last step it is still read whole.
  await page.goto(address(run, "?view=log&step=gated.gate_3"));
  await expect(log.getByRole("row")).toHaveCount(8);
  await page.goto(address(run, "?view=log&err=1"));
  await expect(page.getByRole("heading", { name: "No line fits the filter" })).toBeVisible();
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(log.getByRole("row")).toHaveCount(8);
});

test("one goes through the runs of the list one came from, also while others are added", async ({ page }) => {
  const tag = `walk-${Date.now()}`;
  const start = async (failing: boolean) => {
    const answer = await page.request.post(`/api/agents/${failing ? "failing" : "mendable"}/runs`, {
      data: { input: null, tags: [tag] },
    });
    const { run } = (await answer.json()) as { run: RunSummary };
    await endOfRun(page, run);
    return run;
  };
  const runs = [await start(true), await start(false), await start(true)];
  await page.goto(`/runs?tag=${tag}&agentId=failing`);
  await page.getByRole("row").nth(1).getByRole("link").press("Enter");
  await page.waitForURL(new RegExp(runs[2]?.runId ?? ""));
  const nav = page.getByRole("navigation", { name: "Runs of the list" });
  await expect(nav).toContainText("1 of 2");
  await start(true);
  await page.keyboard.press("]");
  await page.waitForURL(new RegExp(runs[0]?.runId ?? ""));
  await expect(nav).toContainText("3 of 3");
  await expect(nav.getByRole("link", { name: "Next run" })).toHaveCount(0);
  await page.keyboard.press("[");
  await page.waitForURL(new RegExp(runs[2]?.runId ?? ""));
  await nav.getByRole("link", { name: /of 3/ }).click();
  await expect(page).toHaveURL(new RegExp(`tag=${tag}`));
  // A link without the list still knows the agent's own.
  await page.goto(`/agents/mendable/runs/${runs[1]?.runId ?? ""}`);
  await expect(nav).toContainText(/\d+ of \d+/);
});
