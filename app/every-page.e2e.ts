import type { Page } from "@playwright/test";
import { makeDataset } from "@/server/testing/browser-datasets";
import { messageRows } from "@/server/testing/eliza-rows";
import { accessibilityFaults, endOfRun, expect, startRun, test } from "@/server/testing/browser";

type Places = Record<string, string>;

async function runPages(page: Page): Promise<Places> {
  const [good, bad] = [
    await startRun(page, "support-triage", { message: "Where is my refund for 8841?" }),
    await startRun(page, "failing", null),
  ];
  await endOfRun(page, good);
  await endOfRun(page, bad);
  const logs = messageRows("eliza-every-page", "eliza-every-plan", Date.UTC(2026, 4, 2));
  await page.request.post("/api/agents/eliza-of-every-page/logs", { data: { logs } });
  const long = `long-${"agent-of-every-page-".repeat(6)}`.slice(0, 128).replace(/-$/, "");
  await page.request.post(`/api/agents/${long}/logs`, {
    data: { logs: messageRows("long-every-page", "long-plan", Date.UTC(2026, 4, 3)) },
  });
  return {
    overview: "/",
    runs: "/runs",
    "no runs": "/runs?status=waiting",
    agents: "/agents",
    "agents, none that fit": "/agents?q=nothing+like+it",
    agent: "/agents/support-triage",
    "an agent's trends": "/agents/support-triage?tab=trends&range=30d",
    "trends of nothing": "/agents/gated?tab=trends&range=24h&revision=nothing",
    "an agent's revisions": "/agents/support-triage?tab=revisions",
    "an agent's runs": "/agents/support-triage/runs",
    "a run": `/agents/support-triage/runs/${good.runId}`,
    "a run's transcript": `/agents/support-triage/runs/${good.runId}?view=transcript&tab=scores`,
    "a run's log": `/agents/support-triage/runs/${good.runId}?view=log&step=support-triage.main_flow.classify&tab=raw`,
    "a log without lines": `/agents/support-triage/runs/${good.runId}?view=log&q=nothing+like+it&tab=about`,
    "a failed run": `/agents/failing/runs/${bad.runId}`,
    "a run made elsewhere": "/agents/eliza-of-every-page/runs/eliza-every-page",
    "an agent from elsewhere": "/agents/eliza-of-every-page",
    "an agent of a very long name": `/agents/${long}`,
    "its runs": `/agents/${long}/runs`,
    "its run": `/agents/${long}/runs/long-every-page`,
    settings: "/settings",
    "the API": "/docs/api",
    "the API, a route open": "/docs/api#createRun",
    "the API, none that fit": "/docs/api?q=nothing+like+it",
    "not found": "/nowhere",
    "no such agent": "/agents/nobody",
    "no such run": "/agents/failing/runs/run_nothing",
  };
}

async function datasetPages(page: Page): Promise<Places> {
  const { id } = await makeDataset(page, "every page", [
    { id: "e1", input: { message: "Where is my refund?" }, expected: { team: "billing", urgent: false } },
    { id: "e2", input: "plain text", metadata: { from: "mail" } },
  ]);
  await page.request.patch(`/api/datasets/${id}/items/e1`, { data: { expected: { team: "billing", urgent: true } } });
  const empty = await makeDataset(page, "every page, empty", []);
  return {
    datasets: "/datasets",
    "no such dataset by name": "/datasets?q=nothing+like+it",
    "a file to become a dataset": "/datasets/import",
    "a dataset": `/datasets/${id}`,
    "an item": `/datasets/${id}?item=e1`,
    "a new item": `/datasets/${id}?add=e2`,
    "an old version": `/datasets/${id}?version=2`,
    "an item of an old version": `/datasets/${id}?version=2&item=e1`,
    "a search in items": `/datasets/${id}?q=refund`,
    "a dataset that has not run": `/datasets/${id}?tab=runs`,
    "a dataset's schemas": `/datasets/${id}?tab=schema`,
    "a dataset's versions": `/datasets/${id}?tab=versions`,
    "two versions": `/datasets/${id}?diff=1..3`,
    "an empty dataset": `/datasets/${empty.id}`,
    "no such dataset": "/datasets/ds_nothing",
  };
}

async function datasetRunPages(page: Page): Promise<Places> {
  const { datasets } = (await (await page.request.get("/api/datasets?limit=100")).json()) as {
    datasets: { id: string; name: string }[];
  };
  const runs = `/api/datasets/${datasets.find(({ name }) => name === "support-tickets")?.id}/runs`;
  const body = { agentId: "ticket-sorter", scorers: ["right-team"], itemIds: ["ticket-01", "ticket-59"], wait: true };
  const start = async () =>
    (await (await page.request.post(runs, { data: body })).json()) as { run: { datasetId: string; id: string } };
  const [{ run: before }, { run }] = [await start(), await start()];
  const datasetRun = `/datasets/${run.datasetId}/runs/${run.id}`;
  return {
    "a dataset's runs": `/datasets/${run.datasetId}?tab=runs`,
    "a dataset's runs, none that fit": `/datasets/${run.datasetId}?tab=runs&status=pending`,
    "a dataset run": `${datasetRun}?item=ticket-59`,
    "a dataset run, compared": `${datasetRun}?baseline=${before.id}&view=all`,
  };
}

async function expectNotWider(page: Page, name: string, width: number): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    `${name} is wider than the window of ${width} px`,
  ).toBeLessThanOrEqual(width);
}

/** A laptop's window at 400 %: nothing is to be scrolled both ways but tables and timelines, which scroll in themselves. */
async function expectToReflow(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 256 });
  await expectNotWider(page, name, 320);
  await page.setViewportSize({ width: 390, height: 900 });
}

/** Every page there is, in a state that is worth looking at. */
const groups = { "runs and agents": runPages, datasets: datasetPages, "dataset runs": datasetRunPages };

for (const [group, places] of Object.entries(groups))
  for (const width of [1440, 390])
    test(`every page of ${group}, light and dark, ${width} px: nothing for axe, nothing too wide`, async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height: 900 });
      for (const [name, path] of Object.entries(await places(page))) {
        await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
        await page.goto(path);
        // Behind an open dialog the page itself is hidden from the keyboard and from readers.
        await expect(page.getByRole("main").or(page.getByRole("dialog"))).toBeVisible();
        await expect(page.locator("[data-skeleton]")).toHaveCount(0);
        expect(await accessibilityFaults(page), `${name} (${path}), light`).toEqual([]);
        // Colours follow the media query without another load.
        await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
        expect(await accessibilityFaults(page), `${name} (${path}), dark`).toEqual([]);
        await expectNotWider(page, name, width);
        if (width === 390) await expectToReflow(page, name);
      }
    });

test("what is not there is answered with 404 before anything streams", async ({ page }) => {
  for (const path of [
    "/nowhere",
    "/agents/nobody",
    "/agents/Not%20An%20Id",
    "/agents/failing/runs/run_nothing",
    "/agents/nobody/runs",
    "/datasets/ds_nothing/runs/eval_nothing",
    "/agents/failing/runs/..%2f..%2fetc",
    "/datasets/ds_nothing",
    "/datasets/..%2f..%2fetc",
  ]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByRole("link").first()).toBeVisible();
  }
  for (const path of ["/agents/%00", "/agents/%c0%af", "/%"])
    expect([400, 404], path).toContain((await page.request.get(path)).status());
});
