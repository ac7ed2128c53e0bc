import { and, asc, eq, sql } from "drizzle-orm";
import type { ReadDatabase, Reader } from "@/db/database";
import { artifacts } from "@/db/schema";
import type { Statement } from "@/db/statement";

export type ArtifactRow = typeof artifacts.$inferSelect;
export type ArtifactHead = Omit<ArtifactRow, "body" | "runKey">;

/** The same path again replaces what was there: a run that goes on after a crash writes it once more. */
export function putArtifact(row: Omit<ArtifactRow, "body"> & { body: Uint8Array }): Statement {
  return {
    sql: "INSERT OR REPLACE INTO artifacts (run_key, path, content_type, bytes, written_at, body) VALUES (?, ?, ?, ?, ?, ?)",
    args: [row.runKey, row.path, row.contentType, row.bytes, row.writtenAt, row.body],
  };
}

export function deleteArtifacts(runKey: number): Statement {
  return { sql: "DELETE FROM artifacts WHERE run_key = ?", args: [runKey] };
}

/** Copied within the database, without passing through here. */
export function copyArtifacts(from: number, to: number, paths: string[]): Statement {
  return {
    sql: `INSERT INTO artifacts (run_key, path, content_type, bytes, written_at, body)
SELECT ?, path, content_type, bytes, written_at, body FROM artifacts WHERE run_key = ? AND path IN (SELECT value FROM json_each(?))`,
    args: [to, from, JSON.stringify(paths)],
  };
}

const ofRun = eq(artifacts.runKey, sql.placeholder("runKey"));
const { path: atPath, contentType, bytes, writtenAt } = artifacts;
const heads = (read: Reader) =>
  read.select({ path: atPath, contentType, bytes, writtenAt }).from(artifacts).where(ofRun).orderBy(asc(atPath)).prepare();
const mark = (read: Reader) =>
  read
    .select({ mark: sql<string>`count(*) || '-' || coalesce(max(${writtenAt}), 0)` })
    .from(artifacts)
    .where(ofRun)
    .prepare();

export async function readArtifactHeads(db: ReadDatabase, runKey: number): Promise<ArtifactHead[]> {
  return db.prepared(heads).all({ runKey });
}

/** A part of an artifact's content: a large one is not read at once. */
export async function readArtifactPart(db: ReadDatabase, runKey: number, path: string, from: number, length: number) {
  const [row] = await db.read
    .select({ part: sql<ArrayBuffer | Uint8Array>`substr(${artifacts.body}, ${from + 1}, ${length})` })
    .from(artifacts)
    .where(and(eq(artifacts.runKey, runKey), eq(artifacts.path, path)));
  return row ? new Uint8Array(row.part) : undefined;
}

/** Tells whether anything has changed since. */
export async function readArtifactMark(db: ReadDatabase, runKey: number): Promise<string> {
  const [row] = await db.prepared(mark).all({ runKey });
  return row?.mark ?? "";
}
