import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { messageOf, StartupError } from "@/server/errors";
import type { FileClient } from "./file-client";
import type { Statement } from "./statement";

const journal = z.object({ entries: z.array(z.object({ idx: z.number(), tag: z.string() })) });

export type Migrated = { applied: string[]; backup: string | undefined };

/**
 * Brings the database to this version's schema, in one write transaction and with a copy of the file made first. Needs
 * the data directory's lock. drizzle's own migrator reads outside its transaction and makes no copy.
 */
export async function migrate(client: FileClient, migrationsDir: string, backupsDir: string, now: number): Promise<Migrated> {
  const { done, newer, missing } = await migrationsOf(client, migrationsDir);
  if (newer.length > 0)
    throw new StartupError(
      `The database was written by a newer Trackside (it has ${newer.join(", ")}, unknown here). Update Trackside, or set TRACKSIDE_DATA_DIR to another folder. Nothing was changed.`,
    );
  if (missing.length === 0) return { applied: [], backup: undefined };
  const backup = done.length > 0 ? await backUp(client, backupsDir, missing[0] ?? "", now) : undefined;
  const statements: Statement[] = [
    {
      sql: "CREATE TABLE IF NOT EXISTS `__migrations` (`tag` text PRIMARY KEY NOT NULL, `applied_at` integer NOT NULL)",
      args: [],
    },
  ];
  for (const tag of missing) {
    const sql = await readFile(join(migrationsDir, `${tag}.sql`), "utf8");
    for (const part of sql.split("--> statement-breakpoint")) if (part.trim()) statements.push({ sql: part, args: [] });
    statements.push({ sql: "INSERT INTO `__migrations` VALUES (?, ?)", args: [tag, now] });
  }
  try {
    await client.batch(statements);
  } catch (cause) {
    const copy = backup === undefined ? "" : ` A copy made before is at ${backup}.`;
    throw new StartupError(
      `The database could not be brought to this version (${missing.join(", ")}): ${messageOf(cause)}. It is as it was.${copy}`,
      { cause },
    );
  }
  return { applied: missing, backup };
}

/** How far a database has come, against what this version knows. */
export async function migrationsOf(client: FileClient, migrationsDir: string) {
  const { entries } = journal.parse(JSON.parse(await readFile(join(migrationsDir, "meta/_journal.json"), "utf8")));
  const known = entries.map((entry) => entry.tag);
  const done = await appliedTags(client);
  return { done, newer: done.filter((tag) => !known.includes(tag)), missing: known.filter((tag) => !done.includes(tag)) };
}

async function appliedTags(client: FileClient): Promise<string[]> {
  const table = await client.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__migrations'");
  if (table.rows.length === 0) return [];
  const { rows } = await client.execute("SELECT tag FROM `__migrations` ORDER BY rowid");
  return rows.map((row) => z.string().parse(row["tag"]));
}

async function backUp(client: FileClient, backupsDir: string, before: string, now: number): Promise<string> {
  await mkdir(backupsDir, { recursive: true });
  const stamp = new Date(now).toISOString().replace(/[-:.]/g, "");
  const file = join(backupsDir, `before-${before}-${stamp}.db`);
  await client.execute({ sql: "VACUUM INTO ?", args: [file] });
  return file;
}
