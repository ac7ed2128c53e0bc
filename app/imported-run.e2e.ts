import type { Page } from "@playwright/test";
import { accessibilityFaults, expect, test } from "@/server/testing/browser";
import { messageRows, type LogRow } from "@/server/testing/eliza-rows";

const send = async (page: Page, agentId: string, logs: LogRow[]): Promise<void> => {
  const answer = await page.request.post(`/api/agents/${agentId}/logs`, { data: { logs } });
  expect(answer.status()).toBe(200);
};

test("a run of ElizaOS grows in sight as its logs come, in whatever order, and offers what can be done with it", async ({
  page,
}) => {
  const [agentId, runId] = ["eliza-in-sight", "eliza-run-in-sight"];
  const rows = messageRows(runId, "eliza-plan-in-sight", Date.now() - 5000);
  const [begin, first, , lookedUp, within, ...rest] = rows;
  const steps = page.getByRole("treegrid").getByRole("row");
  const known = [agentId, "TEXT_LARGE", "planning", "LOOK_UP", "REPLY", "goal_tracker", "embedding"];
  const names = async () =>
    (await steps.allInnerTexts()).slice(1).map((row) => known.find((name) => row.trim().startsWith(name)));
  await send(
    page,
    agentId,
    [begin, within].flatMap((row) => row ?? []),
  );
  await page.goto(`/agents/${agentId}/runs/${runId}`);
  await expect(page.getByText("Running", { exact: true }).first()).toBeVisible();
  await send(
    page,
    agentId,
    [lookedUp, first].flatMap((row) => row ?? []),
  );
  // The action holds the call that came before it, and stands behind what came after.
  await expect.poll(names).toEqual([agentId, "TEXT_LARGE", "planning", "LOOK_UP", "TEXT_LARGE"]);
  await send(page, agentId, rest.toReversed());
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();
  await expect
    .poll(names)
    .toEqual([agentId, "TEXT_LARGE", "planning", "LOOK_UP", "TEXT_LARGE", "REPLY", "TEXT_LARGE", "goal_tracker", "embedding"]);
  const seen = await names();
  await page.reload();
  await expect.poll(names).toEqual(seen);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where is my order 8841?");
  await expect(page.getByRole("term").filter({ hasText: "From" }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Re-run/ })).toHaveCount(0);
  await page.getByRole("row", { name: /^REPLY/ }).click();
  await expect(page.getByRole("region", { name: "Step REPLY" })).toContainText("It is on its way.");
  await expect(page.getByRole("button", { name: /Re-run from here/ })).toHaveCount(0);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await expect(page.getByRole("menuitem")).toHaveText([/Download directory/, /Download JSON/, /Delete/]);
  await page.keyboard.press("Escape");
  expect(await accessibilityFaults(page)).toEqual([]);

  await page.goto(`/agents/${agentId}`);
  await expect(page.getByRole("heading", { name: "It runs elsewhere" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Start run/ })).toHaveCount(0);
  expect(await accessibilityFaults(page)).toEqual([]);
});
