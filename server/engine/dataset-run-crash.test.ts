import { createClient } from "@libsql/client";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { startConsoleProcess, type ConsoleProcess } from "@/server/testing/console-process";
import { makeHome } from "@/server/testing/http-console";
import { howOften } from "@/server/testing/how-often";
import { openDatasetRest, sumOf } from "@/server/testing/dataset-rest";
import { agentFile } from "@/server/testing/test-console";

/** More on request: TRACKSIDE_KILL_ROUNDS=50 npx vitest run server/engine/dataset-run-crash.test.ts */
const rounds = Number(process.env["TRACKSIDE_KILL_ROUNDS"] ?? howOften(4, 7));
const items = Number(process.env["TRACKSIDE_KILL_ITEMS"] ?? 2000);

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
async function endedItems(dataDir: string): Promise<Set<string>> {
  const client = createClient({ url: `file:${join(dataDir, "trackside.db")}` });
  const { rows } =
    await client.execute(`SELECT CAST(item.input ->> 'n' AS TEXT) AS n FROM dataset_results AS result JOIN runs ON runs.key = run_key
    JOIN dataset_items AS item ON item.key = item_key
    WHERE runs.status IN ('completed', 'cancelled') OR (runs.status = 'error' AND runs.attempt > 1)`);
  client.close();
  return new Set(rows.map((row) => row["n"] as string));
}

/** Looks at the dataset run until it has ended, or the console has gone. */
async function follow(url: string, ref: { datasetId: string; id: string }): Promise<DatasetRun> {
  for (;;) {
    const run = await openDatasetRest(url).run(ref);
    expect(sumOf(run)).toBe(items);
    if (run.status === "completed") return run;
    await pause(50);
  }
}

test(
  `the console, killed ${rounds} times in the middle of a dataset run, goes on with it and runs nothing again that had ended`,
  async () => {
    const place = await makeHome({ "witness.ts": agent });
    const file = join(place.home, "ledger");
    const dataDir = place.env.TRACKSIDE_DATA_DIR;
    let console: ConsoleProcess | undefined;
    const after: { ended: Set<string>; from: number }[] = [];
    try {
      console = await startConsoleProcess(place.env);
      const rest = openDatasetRest(console.url);
      const input = Array.from({ length: items }, (_, n) => ({ input: { n, file }, expected: n }));
      const datasetId = await rest.create("set", input);
      const begun = await rest.start(datasetId, { agentId: "witness", concurrency: 12, maxRetries: 1, scorers: ["exact-match"] });
      for (let round = 0; round < rounds; round++) {
        console ??= await startConsoleProcess(place.env);
        const watched = follow(console.url, begun).catch((cause: unknown) => {
          // Its answers stop with the console; a count that does not add up is something else.
          if (cause instanceof Error && cause.name === "AssertionError") throw cause;
        });
        await pause(Math.random() * 1000);
        await console.kill("SIGKILL");
        console = undefined;
        await watched;
        // A host whose console is gone ends by itself; what it does until then is of runs that had not ended.
        after.push({ ended: await endedItems(dataDir), from: (await lines(file)).length });
      }
      console = await startConsoleProcess(place.env);
      const run = await follow(console.url, begun);
      const failed = Math.ceil((items - 7) / 40);
      expect(run).toMatchObject({ completedCount: items - failed, errorCount: failed, pendingCount: 0 });
      expect(run.scores).toEqual({
        "exact-match": { mean: 1, n: items - failed, passRate: (items - failed) / items },
      });
      const ran = await lines(file);
      expect(new Set(ran).size).toBe(items);
      for (const { ended: had, from } of after) expect(ran.slice(from).filter((n) => had.has(n))).toEqual([]);
      expect(after.filter(({ ended: had }) => had.size > 0 && had.size < items).length).toBeGreaterThan(1);
    } finally {
      await console?.kill("SIGKILL");
      await place.remove();
    }
  },
  240_000 + rounds * 10_000,
);
