import type { RunSummary } from "@/server/domain/run";
import { accessibilityFaults, expect, test } from "@/server/testing/browser";
import { openModelServer } from "@/server/testing/model-server";

test("a model's words show in its step and in the transcript as they come, for who comes late too, and stay when it has ended", async ({
  page,
  context,
}) => {
  let sayTheRest = (): void => {};
  const until = new Promise<void>((resolve) => (sayTheRest = resolve));
  const text = Array.from({ length: 30 }, (_, n) => `word${n}`).join(" ");
  const server = await openModelServer(() => ({ text, held: { after: 3, until } }));
  const slow = { provider: "openai-compatible", model: "held", baseURL: server.url };
  const answer = await page.request.post("/api/agents/streaming/runs", { data: { input: null, profiles: { slow } } });
  const { run } = (await answer.json()) as { run: RunSummary };
  const address = `/agents/streaming/runs/${run.runId}?step=streaming.main_flow.slow`;
  await page.goto(address);
  const output = page.getByRole("tabpanel", { name: "Output" });
  await expect(output).toContainText("word1 word2");
  expect(await accessibilityFaults(page)).toEqual([]);
  const [late, reading] = [await context.newPage(), await context.newPage()];
  await Promise.all([late.goto(address), reading.goto(`${address}&view=transcript`)]);
  const told = reading.getByRole("list", { name: "What happened" });
  await expect(late.getByRole("tabpanel", { name: "Output" })).toContainText("word0 word1");
  await expect(told).toContainText("word1 word2");
  const facts = page.getByRole("region", { name: "Step slow" });
  await expect(facts.getByText("First token after")).toHaveCount(0);

  sayTheRest();
  await expect(told).toContainText("word28 word29");
  for (const each of [page, late]) {
    await expect(each.getByText("Completed", { exact: true }).first()).toBeVisible();
    await expect(each.getByRole("tabpanel", { name: "Output" })).toContainText("word0 word1 word2 word3");
    await expect(each.getByRole("tabpanel", { name: "Output" })).toContainText("word28 word29");
    await expect(each.getByRole("region", { name: "Step slow" }).getByText("First token after")).toBeVisible();
    await expect(each.getByRole("row", { name: /slow/ }).locator("[data-first-token]")).toBeVisible();
  }
  await server.close();
});
