import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { growingList, shareParts } from "@/server/host/share-parts";
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

/** As a model call is written down: what does not change, and a chat that grows. */
const writeDown = ({ system, messages }: { system: unknown; messages: unknown[] }) =>
  shareParts([
    '{"system":',
    [JSON.stringify(system)],
    ',"messages":',
    ...growingList(messages.map((one) => JSON.stringify(one))),
    "}",
  ]);

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
      const written = values.map((value) => ({ value, ...writeDown(value), n: ++n }));
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

const chat = `import { defineAgent } from "trackside";
import { generateText } from "ai";
export default defineAgent({ id: "chat", async run(ctx, { turns, length }) {
  const messages = [];
  for (let turn = 0; turn < turns; turn++) {
    messages.push({ role: "user", content: turn + " " + "ask ".repeat(length / 4) });
    const { text } = await generateText({ model: ctx.model("echo"), messages });
    messages.push({ role: "assistant", content: text });
  }
  return messages.reduce((sum, { content }) => sum + content.length, 0);
} });`;
const config = `import { defineConfig } from "trackside";
export default defineConfig({ models: { echo: { provider: "offline", model: "echo" } } });`;

test("50 turns of a growing chat take the space of what was said, not of what was sent", async () => {
  home = await openTestConsole({ files: { "agents/chat.ts": chat, "trackside.config.ts": config } });
  const size = async (): Promise<number> => {
    const sum = (table: string) => `SELECT coalesce(sum(length(body)), 0) AS n FROM ${table}`;
    const read = async (table: string) => (await home?.ctx.db.read.all<{ n: number }>(sql.raw(sum(table))))?.[0]?.n ?? 0;
    return (await read("payloads")) + (await read("shared_texts"));
  };
  for (const [length, most] of [
    [400, 6],
    [4000, 3],
  ] as const) {
    const before = await size();
    const { result } = await home.runToEnd("chat", { turns: 50, length });
    const said = Number(result?.data);
    const taken = (await size()) - before;
    // What was said is stored twice anyway: as an answer, and as a message. What was sent is some 25 times as much.
    expect(taken / said, `at ${length} characters a message`).toBeLessThan(most);
  }
}, 60_000);
