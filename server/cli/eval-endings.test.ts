import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { openCliPlace, type CliPlace } from "@/server/testing/cli-process";
import { startConsoleProcess } from "@/server/testing/console-process";
import { openingTakesMs } from "@/server/testing/http-console";
import { agentFile } from "@/server/testing/test-console";

const rows = (inputs: object[]): string => inputs.map((input) => `${JSON.stringify({ input, expected: input })}\n`).join("");
const slow = agentFile(
  "slow",
  `await ctx.step("work", () => new Promise((resolve) => setTimeout(resolve, 20))); if (input.fail) throw new Error("no"); return input;`,
);

let place: CliPlace;
beforeAll(async () => {
  place = await openCliPlace({ "slow.ts": slow });
  const file = await place.write("many.jsonl", rows(Array.from({ length: 150 }, (_, n) => ({ n, fail: n % 3 === 0 }))));
  await place.run(["dataset", "import", "many", file, "--create"]);
  await place.run(["dataset", "import", "one", await place.write("one.jsonl", rows([{ n: 1 }])), "--create"]);
}, openingTakesMs);
afterAll(() => place.remove());

describe("trackside eval", () => {
  test("tells a mean from what passed of all: a third of the items breaks, the rest is right", async () => {
    const scored = ["eval", "many", "--agent", "slow", "--concurrency", "30", "--fail-under"];
    const mean = await place.run([...scored, "exact-match=1"]);
    expect(mean).toMatchObject({ code: 0, err: expect.stringContaining("exact-match's mean is of 100 of 150") as string });
    const passed = await place.run([...scored, "exact-match:pass=0.7"]);
    expect(passed).toMatchObject({ code: 1, err: expect.stringContaining("exact-match passed 66.7 %, below 70.0 %") as string });
    expect((await place.run([...scored, "exact-match:pass=0.6"])).code).toBe(0);
    expect((await place.run([...scored, "exact-match:pass=70"])).code).toBe(2);
  });

  test("of items that wait prints the dataset run's id and ends with 1, where nobody is there to ask", async () => {
    const { code, out, err } = await place.run(["eval", "one", "--agent", "asks"]);
    expect([code, out.trim(), err]).toEqual([1, expect.stringMatching(/^eval_\w+$/), expect.stringContaining("1 items wait")]);
  });

  test("looks at the report's place first, and at the console's address", async () => {
    const nowhere = await place.run(["eval", "one", "--agent", "slow", "--junit", join(place.home, "no/such/folder/report.xml")]);
    expect(nowhere).toMatchObject({ code: 2, out: "", err: expect.stringContaining("its folder is not there") as string });
    const away = ["--server", "http://127.0.0.1:9"];
    const ended = await Promise.all([
      place.run(["eval", "one", "--agent", "slow", ...away]),
      place.run(["dataset", "list", ...away]),
      place.run(["dataset", "export", "one", ...away]),
    ]);
    expect(ended.map(({ code }) => code)).toEqual([3, 3, 3]);
    expect(existsSync(join(place.home, "no"))).toBe(false);
  });

  test("stopped, it leaves the dataset run to go on, and says where", async () => {
    const stopped = place.start(["eval", "many", "--agent", "slow", "--concurrency", "1"]);
    await stopped.heard(/dataset run +eval_/);
    stopped.child.kill("SIGINT");
    const { code, err } = await stopped.ended;
    expect(code).toBe(130);
    const [, id = ""] = /Dataset run (\S+) is not cancelled: it goes on when a console/.exec(err) ?? [];
    expect(id).toMatch(/^eval_/);
  });

  test("waits for a console that comes back, and goes on with it", { timeout: openingTakesMs }, async () => {
    const first = await startConsoleProcess(place.env);
    const following = place.start(["eval", "many", "--agent", "slow", "--concurrency", "1", "--json", "--server", first.url]);
    await following.heard(/dataset run +eval_/);
    await first.kill("SIGKILL");
    const second = await startConsoleProcess({ ...place.env, PORT: new URL(first.url).port });
    try {
      const { code, out } = await following.ended;
      const { run } = JSON.parse(out) as { run: DatasetRun };
      expect([code, run.completedCount, run.errorCount]).toEqual([1, 100, 50]);
    } finally {
      await second.kill("SIGTERM");
    }
  });
});
