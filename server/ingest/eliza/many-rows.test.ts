import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elizaTime as at, runDetail, sendLogs } from "@/server/testing/eliza-logs";
import type { LogRow } from "@/server/testing/eliza-rows";
import { openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

/** Of the processor, whatever else goes on. Where the time grows with the square of the rows it is more than twice this; else a part of it. */
const mostMs = 7000;

const actionRows = (count: number, body: (n: number) => LogRow["body"]): LogRow[] =>
  Array.from({ length: count }, (_, n) => ({ type: "action", body: { action: "STEP", ...body(n) }, createdAt: at + n }));

async function send(rows: LogRow[]): Promise<number> {
  const began = process.cpuUsage();
  expect((await sendLogs(console.ctx, rows)).body).toMatchObject({ added: rows.length, ignored: [] });
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}

describe("many rows are taken in a time that grows as they do", () => {
  const plan = (n: number): string => `plan-${n}`;

  test.each([
    ["each of the one before", (n: number) => ({ runId: plan(n + 1), parentRunId: plan(n) }), plan(0)],
    ["each of the one behind", (n: number) => ({ runId: `down-${n}`, parentRunId: `down-${n + 1}` }), "down-1000"],
  ])("of plans within plans, %s", async (_, body, top) => {
    expect(await send(actionRows(1000, body))).toBeLessThan(mostMs);
    expect((await runDetail(console.ctx, top)).summary.counts.actions).toBe(1000);
  });

  test("of one action", async () => {
    const runId = "of-one-action";
    expect(await send(actionRows(40_000, (n) => ({ runId, actionId: "one", n })))).toBeLessThan(mostMs);
    expect((await runDetail(console.ctx, runId)).summary.counts.actions).toBe(1);
  });

  test("and of plans that go round in a ring one is the run, in whatever order they come", async () => {
    const names = ["ring-a", "ring-b", "ring-c"];
    const rows = actionRows(3, (n) => ({ runId: names[n] ?? "", parentRunId: names[(n + 1) % 3] ?? "" }));
    const tops = async () => {
      const shown = await Promise.all(names.map((name) => runDetail(console.ctx, name)));
      return shown.map(({ status, summary }) => (status === 200 ? summary.counts.actions : status));
    };
    await send(rows);
    const first = await tops();
    expect(first.toSorted()).toEqual([3, 404, 404]);
    const shownAs = names[first.indexOf(3)] ?? "";
    await console.caller.runs.delete({ runId: shownAs });
    for (const row of rows.toReversed()) await send([row]);
    expect(await tops()).toEqual(first);
  });
});
