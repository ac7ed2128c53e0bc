import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "@/db/database";
import { ensureBuilt } from "@/scripts/build.mjs";

declare module "vitest" {
  interface ProvidedContext {
    templateDatabase: string;
  }
}

/** Builds what the agent host runs from, and one migrated database file that every test copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const root = process.cwd();
  await ensureBuilt(root, { dev: true });
  const dir = await mkdtemp(join(tmpdir(), "trackside-template-"));
  const { db, file } = await openDatabase(dir, join(root, "db/migrations"));
  await db.close();
  project.provide("templateDatabase", file);
  return () => rm(dir, { recursive: true, force: true });
}
