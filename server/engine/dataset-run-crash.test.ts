import { createClient } from "@libsql/client";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "@/scripts/build-server.mjs";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { seedDataset } from "@/server/testing/seed-dataset";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

/** More on request: TRACKSIDE_KILL_ROUNDS=50 npx vitest run server/engine/dataset-run-crash.test.ts */
const rounds = Number(process.env["TRACKSIDE_KILL_ROUNDS"] ?? 8);
const items = Number(process.env["TRACKSIDE_KILL_ITEMS"] ?? 400);
const place = `dist/testing-${process.pid}`;

beforeAll(() => bundle(process.cwd(), { "console-only": "server/testing/console-only.ts" }, place));
afterAll(() => rm(place, { recursive: true, force: true }));

const agent = agentFile(
  "witness",
  `await ctx.step("effect", () => appendFileSync(input.file, input.n + "\\n"));
   await new Promise((resolve) => setTimeout(resolve, 5 + input.n % 30));
   if (input.n % 40 === 7) throw new Error("as it was to be");
   return input.n;`,
  `import { appendFileSync } from "node:fs";`,
);

const lines = async (file: string): Promise<string[]> =>
  (await readFile(file, "utf8").catch(() => "")).split("\n").filter(Boolean);

/** The item-trials the database says have ended for good. */
async function endedItems(home: string): Promise<Set<string>> {
  const client = createClient({ url: `file:${join(home, "data/trackside.db")}` });
  const { rows } = await client.execute(`SELECT runs.item_id FROM dataset_results JOIN runs ON runs.key = run_key
    WHERE runs.status IN ('completed', 'cancelled') OR (runs.status = 'error' AND runs.attempt > 1)`);
  client.close();
  return new Set(rows.map((row) => (row["item_id"] as string).replace("item-", "")));
}

test(
  `a console killed ${rounds} times in the middle of a dataset run goes on with it, and runs nothing again that had ended`,
  async () => {
    const home = await openTestConsole({ files: { "agents/witness.ts": agent } });
    const file = join(home.home, "ledger");
    const input = Array.from({ length: items }, (_, n) => ({ input: { n, file }, expected: n }));
    await seedDataset(home.ctx.db, "set", input);
    await home.stop();
    const wanted = { datasetId: "set", agentId: "witness", concurrency: 12, maxRetries: 1, scorers: ["exact-match"] };
    const args = [join(place, "console-only.js"), join(home.home, "data"), home.projectDir, JSON.stringify(wanted)];
    const open = () => spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    const after: { ended: Set<string>; from: number }[] = [];
    try {
      for (let round = 0; round < rounds; round++) {
        const child = open();
        await once(child.stdout, "data");
        await pause(Math.random() * 300);
        child.kill("SIGKILL");
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
        // A host whose console is gone ends by itself; what it does until then is of runs that had not ended.
        after.push({ ended: await endedItems(home.home), from: (await lines(file)).length });
      }
      const last = open();
      let said = "";
      last.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
      await once(last, "close");
      const [ready, ended, ...more] = said.trim().split("\n");
      expect([ready, more]).toEqual(["ready", []]);
      const run = JSON.parse(ended ?? "null") as DatasetRun;
      const failed = Math.ceil((items - 7) / 40);
      expect(run).toMatchObject({ completedCount: items - failed, errorCount: failed, pendingCount: 0, status: "completed" });
      expect(run.scores).toEqual({
        "exact-match": { mean: 1, n: items - failed, passRate: (items - failed) / items },
      });
      const ran = await lines(file);
      expect(new Set(ran).size).toBe(items);
      for (const { ended: had, from } of after) expect(ran.slice(from).filter((n) => had.has(n))).toEqual([]);
      expect(after.some(({ ended: had }) => had.size > 0 && had.size < items)).toBe(true);
    } finally {
      await rm(home.home, { recursive: true, force: true });
    }
  },
  60_000 + rounds * 10_000,
);
