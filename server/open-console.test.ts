import { afterEach, beforeEach, expect, test } from "vitest";
import { readEnv } from "./env";
import { openConsole } from "./open-console";
import { openCliPlace, type CliPlace } from "./testing/cli-process";
import { openTestConsole, until } from "./testing/test-console";

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.remove());

test("an idle one starts no agent host, and leaves runs as they are", async () => {
  const working = await openTestConsole({ dir: place.home });
  const { run } = await working.caller.runs.start({ agentId: "asks", input: null });
  const statusNow = async (): Promise<string> => (await working.caller.runs.get({ runId: run.runId })).run.status;
  await until(working.ctx.live, "runs", async () => (await statusNow()) === "waiting");
  await working.stop();

  const env = { ...readEnv({ NODE_ENV: "test", ...place.env }, process.cwd()), logLevel: "silent" as const };
  const idle = await openConsole({ root: process.cwd(), env, hostEnv: process.env, version: "test", idle: true });
  expect(idle.ctx.engine.host()).toMatchObject({ alive: false });
  await idle.stop();

  const again = await openTestConsole({ dir: place.home });
  expect(again.ctx.engine.host()).toMatchObject({ alive: true });
  expect((await again.caller.runs.get({ runId: run.runId })).run).toMatchObject({ status: "waiting", recoveries: 0 });
  await again.stop();
});
