import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { shareMessages } from "@/server/host/share-messages";
import { agentFile, openTestConsole } from "@/server/testing/test-console";
import { deleteRun } from "./delete-run";
import { createLiveRun } from "./live-run";
import { readPayload } from "./payload-store";
import { Recording } from "./record-reports";
import { readRunByKey } from "./store";

let home: Awaited<ReturnType<typeof openTestConsole>> | undefined;
afterEach(async () => {
  await home?.close();
  home = undefined;
});

const anything = fc.jsonValue({ maxDepth: 3 }).chain((value) => fc.constantFrom(value, "x".repeat(1500) + JSON.stringify(value)));

test("a value stored in shared parts reads as the text it was, and goes with who names it last", async () => {
  home = await openTestConsole({ files: { "agents/idle.ts": agentFile("idle", "return 1;") } });
  const { db } = home.ctx;
  const { runId } = await home.runToEnd("idle");
  const key = Number((await db.read.all<{ key: number }>(sql`SELECT key FROM runs WHERE id = ${runId}`))[0]?.key);
  const row = await readRunByKey(db, key);
  if (!row) throw new Error("the run is not there");
  let n = 2 ** 40;
  const lists = fc.array(fc.record({ system: anything, messages: fc.array(anything, { maxLength: 8 }) }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(lists, async (values) => {
      const live = createLiveRun(row, row.take, Date.now());
      const recording = new Recording(db);
      const written = values.map((value) => ({ value, ...shareMessages(value), n: ++n }));
      const about = { key, take: row.take, is: "begin", parent: 1, ordinal: 0, kind: "model", attempt: 1, at: 0 } as const;
      for (const { text, shared, n: step } of written)
        recording.add(live, { ...about, n: step, path: `idle.m#${step}`, input: text, shared });
      await db.write(recording.statements());
      for (const { value, text, n: step } of written) {
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        const [stored] = await db.read.all<{ ref: number }>(
          sql`SELECT input_ref AS ref FROM steps WHERE run_key = ${key} AND n = ${step}`,
        );
        expect(await readPayload(db, stored?.ref ?? null)).toBe(text);
      }
    }),
    { numRuns: 60 },
  );
  const texts = async () => (await db.read.all<{ n: number }>(sql`SELECT count(*) AS n FROM shared_texts`))[0]?.n;
  expect(await texts()).toBeGreaterThan(0);
  const again = await home.caller.runs.rerun({ runId, fromPath: "idle" });
  await home.endOf(again.run.runId);
  await db.write([{ sql: "UPDATE runs SET status = 'completed' WHERE key = ?", args: [key] }]);
  await deleteRun({ ctx: home.ctx, input: { runId } });
  expect(await texts()).toBe(0);
});

test("a chat that grows turn by turn takes the space of what was said, not of what was sent", () => {
  for (const length of [300, 900, 4000]) {
    const messages: object[] = [];
    const stored = new Set<string>();
    let bytes = 0;
    for (let turn = 0; turn < 50; turn++) {
      messages.push({ role: "user", content: `${turn} ${"ask ".repeat(length / 8)}` });
      messages.push({ role: "assistant", content: `${turn} ${"say ".repeat(length / 8)}` });
      const { text, shared } = shareMessages({ model: "m", messages });
      bytes += text.length;
      for (const [from, to] of shared) {
        const part = text.slice(from, to);
        bytes -= part.length - 25;
        if (!stored.has(part)) bytes += part.length;
        stored.add(part);
      }
    }
    const said = JSON.stringify(messages).length;
    const sent = (said * 51) / 2;
    expect(bytes / said).toBeLessThan(length < 1024 ? 3.6 : 1.5);
    expect(bytes).toBeLessThan(sent / 5);
  }
});
