import { traceparentOf } from "@/server/domain/trace-ids";
import { endOfRun, expect, startRun, test } from "@/server/testing/browser";

test("what another program told of is counted with what is hidden and with what failed, and told in its order", async ({
  page,
}) => {
  const run = await startRun(page, "keeping", null);
  await endOfRun(page, run);
  const address = `/agents/keeping/runs/${run.runId}`;
  const { steps } = (await (await page.request.get(`/api${address}/steps`)).json()) as { steps: { id: string; path: string }[] };
  const asker = steps.find(({ path }) => path === "keeping.report");
  const [, traceId, parentSpanId = ""] = traceparentOf(run.runId, Number.parseInt(asker?.id ?? "", 36)).split("-");
  const began = Date.now();
  // Each within the one before, but the last, which is beside the second.
  const spans = ["door", "room", "cellar", "garden"].map((name, at) => ({
    traceId,
    spanId: `aaaaaaaaaaaaaaa${at + 1}`,
    parentSpanId: at === 0 ? parentSpanId : `aaaaaaaaaaaaaaa${at === 3 ? 1 : at}`,
    name,
    startTimeUnixNano: `${began + at * 10}000000`,
    endTimeUnixNano: `${began + at * 10 + 5}000000`,
    ...(name === "cellar" ? { status: { code: 2, message: "it is dark" } } : {}),
  }));
  const sent = await page.request.post("/v1/traces", { data: { resourceSpans: [{ scopeSpans: [{ spans }] }] } });
  expect(sent.status()).toBe(200);

  await page.goto(address);
  const row = (name: RegExp) => page.getByRole("treegrid", { name: "Steps" }).getByRole("row", { name });
  await expect(row(/^cellar Error/)).toBeVisible();
  await expect(page.getByRole("button", { name: "1 error" })).toBeVisible();
  await row(/^report/).click();
  await page.keyboard.press("ArrowLeft");
  await expect(row(/^report 1 failed below/)).toBeVisible();
  await page.keyboard.press("e");
  await expect(row(/^cellar/)).toBeFocused();
  await page.goto(`${address}?q=cellar`);
  await expect(page.getByText("1 found · 2 hidden")).toBeVisible();
  await page.goto(`${address}?view=transcript`);
  const told = page.getByRole("list", { name: "What happened" });
  await expect(told).toContainText("garden");
  const text = await told.innerText();
  const places = ["door", "room", "cellar", "garden"].map((name) => text.indexOf(name));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
