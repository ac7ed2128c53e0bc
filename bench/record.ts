import { createClient } from "@libsql/client";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBenchConsole } from "./bench-console";
import { median, perSecond, rounded, time, watchEventLoop, type Bench } from "./measure";

const lanes = 64;

/** Steps with payloads of a few hundred bytes, as tools and small model calls have them, many at once. */
const agent = `import { defineAgent } from "trackside";
export default defineAgent({ id: "recorder", async run(ctx, { steps, lanes }) {
  const text = "x".repeat(380);
  let next = 0;
  const lane = async () => {
    while (next < steps) {
      const i = next++;
      await ctx.step("work", { kind: "tool", input: { i, text } }, () => ({ i, text }));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return steps;
} });`;

/** The same bytes without us, by the libSQL client as it comes: a row for a step's begin and one for its end, inserted one by one, 500 to a transaction. */
export async function rawInserts(steps: number): Promise<number> {
  const dir = await mkdtemp(join(tmpdir(), "trackside-raw-"));
  const client = createClient({ url: `file:${join(dir, "raw.db")}` });
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
  await client.execute(
    "CREATE TABLE rows (id INTEGER PRIMARY KEY, run INTEGER, n INTEGER, kind TEXT, path TEXT, status TEXT, at INTEGER, body TEXT)",
  );
  const sql = "INSERT INTO rows (run, n, kind, path, status, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)";
  const body = JSON.stringify({ i: 12_345, text: "x".repeat(380) });
  const ms = await time(async () => {
    for (let at = 0; at < steps * 2; at += 500) {
      const batch = Array.from({ length: Math.min(500, steps * 2 - at) }, (_, i) => ({
        sql,
        args: [1, at + i, "tool", `recorder.work#${(at + i) >> 1}`, i % 2 ? "completed" : "running", Date.now(), body],
      }));
      await client.batch(batch, "write");
    }
  });
  client.close();
  await rm(dir, { recursive: true, force: true });
  return ms;
}

export const record: Bench = {
  name: "record",
  run: async ({ quick }) => {
    const steps = quick ? 5000 : 30_000;
    const rounds = quick ? 1 : 3;
    const [ours, raw, lags]: number[][] = [[], [], []];
    const console = await openBenchConsole({ recorder: agent });
    try {
      await console.runToEnd("recorder", { steps: 2000, lanes });
      for (let round = 0; round < rounds; round++) {
        const stop = watchEventLoop();
        ours?.push(perSecond(steps, await time(() => console.runToEnd("recorder", { steps, lanes }))));
        lags?.push(stop().p99);
        raw?.push(perSecond(steps, await rawInserts(steps)));
      }
    } finally {
      await console.close();
    }
    const ratio = median(ours ?? []) / median(raw ?? []);
    const value = `${rounded(median(ours ?? []))} steps/s, console's event-loop lag p99 ${rounded(median(lags ?? []))} ms`;
    return [
      { name: "record", value, baseline: `${rounded(median(raw ?? []))} steps/s raw`, ratio, goal: "≥ 0.5", met: ratio >= 0.5 },
    ];
  },
};
