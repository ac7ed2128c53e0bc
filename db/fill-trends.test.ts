import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "./database";
import type { Statement } from "./statement";

const migrations = join(process.cwd(), "db/migrations");
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "trackside-fill-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** The migrations of the version before trends were kept. */
async function earlierMigrations(): Promise<string> {
  const earlier = join(home, "earlier");
  await cp(migrations, earlier, { recursive: true });
  const file = join(earlier, "meta/_journal.json");
  const journal = JSON.parse(await readFile(file, "utf8")) as { entries: { tag: string }[] };
  await writeFile(file, JSON.stringify({ ...journal, entries: journal.entries.filter(({ tag }) => tag < "0005") }));
  return earlier;
}

/** Runs of every ending and some of none, short and long, scored by code and by people. */
function rows(): Statement[] {
  const statuses = ["completed", "error", "timeout", "cancelled", "running", "pending"];
  const runs = Array.from({ length: 300 }, (_, n) => {
    const status = statuses[n % statuses.length] ?? "";
    const begun = 1_800_000_000_000 + n * 61_000;
    const ended = n % statuses.length < 4 ? begun + ((n * n * n) % 5_000_000) : null;
    return [
      n + 1,
      `run_${n}`,
      `agent-${n % 3}`,
      `r${n % 2}`,
      status,
      begun,
      n % 8 === 3 ? null : begun,
      ended,
      n % 5 === 0 ? null : n,
      n % 7 === 0 ? 5 : null,
      n % 4 === 0 ? "eval" : null,
    ];
  });
  const scores = runs.flatMap(([key, , , , , begun], n) => [
    [key, "exact", "code", n % 3 === 0 ? null : n / 300, null, begun],
    ...(n % 9 === 0 ? [[key, "exact", "human", 1, 0, begun]] : []),
  ]);
  const insert = (into: string, count: number, values: unknown[]): Statement => ({
    sql: `INSERT INTO ${into} SELECT ${Array.from({ length: count }, (_, n) => `value ->> ${n}`).join(", ")} FROM json_each(?)`,
    args: [JSON.stringify(values)],
  });
  const columns =
    "key, id, agent_id, agent_revision, status, created_at, started_at, ended_at, input_tokens, cost_micro_usd, dataset_run_id";
  return [insert(`runs (${columns})`, 11, runs), insert("scores (run_key, scorer, source, value, pass, created_at)", 6, scores)];
}

async function readTrends(dataDir: string): Promise<unknown[][]> {
  const { db } = await openDatabase(dataDir, migrations);
  const all = await Promise.all([
    db.read.all(sql`SELECT * FROM run_trends ORDER BY 1, 2, 3, 4, 5, 6`),
    db.read.all(
      sql`SELECT agent_id, hour, revision, in_dataset_run, scorer, n, round(sum, 9), passes FROM score_trends ORDER BY 1, 2, 3, 4, 5`,
    ),
  ]);
  await db.close();
  return all;
}

test("what was there before trends were kept counts as what came after", async () => {
  const [before, after] = [join(home, "before"), join(home, "after")];
  for (const [dataDir, of] of [
    [before, await earlierMigrations()],
    [after, migrations],
  ] as const) {
    const { db } = await openDatabase(dataDir, of);
    await db.write(rows());
    await db.close();
  }
  const [filled, kept] = [await readTrends(before), await readTrends(after)];
  expect(kept[0]?.length).toBeGreaterThan(100);
  expect(kept[1]?.length).toBeGreaterThan(10);
  expect(filled).toEqual(kept);
});
