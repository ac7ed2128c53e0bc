import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import type { RunDelta } from "./watch-run";

let home: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  const body = `await ctx.step("gate", {}, () => {});
    while (!existsSync(input.file)) await new Promise((resolve) => setTimeout(resolve, 5));
    await Promise.all(Array.from({ length: 1000 }, (_, i) => ctx.step("work", { input: { i } }, () => i)));`;
  home = await openTestConsole({ files: { "agents/busy.ts": agentFile("busy", body, `import { existsSync } from "node:fs";`) } });
});
afterAll(() => home.close());

type Watched = { runId: string; lastEventId?: string; thin?: boolean };
async function* watch(input: Watched): AsyncGenerator<RunDelta> {
  const deltas = (await home.caller.runs.watch(input)) as unknown as AsyncIterable<[string, Omit<RunDelta, "seq">]>;
  for await (const [id, delta] of deltas) yield { ...delta, seq: Number(id) };
}

test("of many changes at once says how many they are, and goes on from there without gap or repeat", async () => {
  const file = `${home.home}/open`;
  const { run } = await home.caller.runs.start({ agentId: "busy", input: { file } });
  const deltas: RunDelta[] = [];
  for await (const delta of watch({ runId: run.runId, thin: true })) {
    deltas.push(delta);
    // Who hears of the first does not ask again before the run has ended: then all else has come at once.
    if (deltas.length > 1) continue;
    await writeFile(file, "");
    await home.endOf(run.runId);
  }
  const [first, second] = deltas;
  const lastSeq = 2 * 1002;
  expect(first?.many).toBeUndefined();
  expect(second).toMatchObject({ seq: lastSeq, many: lastSeq - (first?.seq ?? 0), steps: [] });
  expect(second?.run.status).toBe("completed");
  expect(deltas).toHaveLength(2);
});

test("names what few changes came, and without being asked to be thin names all", async () => {
  const { runs } = await home.caller.runs.list({ agentId: ["busy"] });
  const runId = runs[0]?.runId ?? "";
  const few: RunDelta[] = [];
  for await (const delta of watch({ runId, thin: true, lastEventId: "1904" })) few.push(delta);
  expect(few.map(({ many }) => many)).toEqual([undefined]);
  expect(few.flatMap(({ steps }) => steps).every(({ endedSeq = 0 }) => endedSeq > 1904)).toBe(true);
  const all: RunDelta[] = [];
  for await (const delta of watch({ runId })) all.push(delta);
  expect(new Set(all.flatMap(({ steps }) => steps.map(({ id }) => id))).size).toBe(1002);
});
