import { afterAll, beforeAll, expect, test } from "vitest";
import { agentFile, openTestConsole, until } from "@/server/testing/test-console";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  home = await openTestConsole({ files: { "agents/echo.ts": agentFile("echo", "return input;") } });
});
afterAll(() => home.close());

async function endOf(datasetId: string, runId: string): Promise<void> {
  const status = async () => (await home.caller.datasetRuns.get({ datasetId, runId })).run.status;
  await until(home.ctx.live, "dataset-runs", async () => (await status()) === "completed");
}

test("of each dataset the newest run, and nothing of one that never ran", async () => {
  const ids: string[] = [];
  for (const name of ["ran", "never ran", "ran twice"]) {
    const { dataset } = await home.caller.datasets.create({ name });
    await home.caller.datasets.addItems({ datasetId: dataset.id, items: [{ input: name }] });
    ids.push(dataset.id);
  }
  const [once = "", never = "", twice = ""] = ids;
  const runs = [];
  for (const datasetId of [twice, once, twice]) {
    const { run } = await home.caller.datasetRuns.start({ datasetId, agentId: "echo" });
    await endOf(datasetId, run.id);
    runs.push(run);
  }
  const last = async () => (await home.caller.datasetRuns.lastOf({ datasetIds: [once, never, twice, "ds_nothing"] })).runs;
  expect(await last()).toEqual([
    { datasetId: once, id: runs[1]?.id, agentId: "echo", status: "completed", createdAt: runs[1]?.createdAt },
    { datasetId: twice, id: runs[2]?.id, agentId: "echo", status: "completed", createdAt: runs[2]?.createdAt },
  ]);
  await home.caller.datasetRuns.delete({ datasetId: twice, runId: runs[2]?.id ?? "" });
  expect((await last()).map(({ id }) => id)).toEqual([runs[1]?.id, runs[0]?.id]);
});
