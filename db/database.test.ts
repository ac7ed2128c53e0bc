import { createClient } from "@libsql/client";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "./database";

const migrations = join(process.cwd(), "db/migrations");
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trackside-database-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** The migrations of a version to come: ours, and one more. */
async function laterMigrations(sql: string): Promise<string> {
  const later = join(dir, "later");
  await cp(migrations, later, { recursive: true });
  const journal = JSON.parse(await readFile(join(later, "meta/_journal.json"), "utf8")) as { entries: object[] };
  journal.entries.push({ idx: journal.entries.length, tag: "9999_later" });
  await writeFile(join(later, "meta/_journal.json"), JSON.stringify(journal));
  await writeFile(join(later, "9999_later.sql"), sql);
  return later;
}

describe("opening a data directory", () => {
  test("makes a database, and keeps a second console out until the first has gone", async () => {
    const first = await openDatabase(dir, migrations);
    expect(first.migrated.backup).toBeUndefined();
    await expect(openDatabase(dir, migrations)).rejects.toThrow(/Another Trackside console is using/);
    await first.db.close();
    const second = await openDatabase(dir, migrations);
    expect(second.migrated.applied).toEqual([]);
    await second.db.close();
  });

  test("copies the file before a migration, and migrates wholly or not at all", async () => {
    await (await openDatabase(dir, migrations)).db.close();
    const broken = await laterMigrations("CREATE TABLE later (a); --> statement-breakpoint\nCREATE NONSENSE;");
    await expect(openDatabase(dir, broken)).rejects.toThrow(/NONSENSE/);
    const good = await laterMigrations("CREATE TABLE later (a);");
    const opened = await openDatabase(dir, good);
    expect(opened.migrated.applied).toEqual(["9999_later"]);
    await opened.db.close();
    const backups = await readdir(join(dir, "backups"));
    expect(backups.length).toBeGreaterThan(0);
    const backup = createClient({ url: `file:${join(dir, "backups", backups[0] ?? "")}` });
    expect((await backup.execute("SELECT name FROM sqlite_master WHERE name = 'later'")).rows).toEqual([]);
    expect((await backup.execute("SELECT count(*) AS n FROM runs")).rows[0]?.["n"]).toBe(0);
    backup.close();
  });

  test("refuses a database of a newer version and changes nothing", async () => {
    await (await openDatabase(dir, await laterMigrations("CREATE TABLE later (a);"))).db.close();
    // Whoever closes the file last moves into it what still lies beside it, and when that is depends on the collector.
    const last = createClient({ url: `file:${join(dir, "trackside.db")}` });
    await last.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    last.close();
    const before = await readFile(join(dir, "trackside.db"));
    await expect(openDatabase(dir, migrations)).rejects.toThrow(/newer Trackside.*9999_later/);
    expect(before.equals(await readFile(join(dir, "trackside.db")))).toBe(true);
  });
});
