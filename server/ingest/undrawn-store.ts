import { and, eq } from "drizzle-orm";
import type { Database } from "@/db/database";
import { undrawnRuns } from "@/db/schema";
import type { Statement } from "@/db/statement";
import type { ForeignSource } from "@/server/domain/foreign-source";

export async function readUndrawn(db: Database): Promise<{ source: ForeignSource; runId: string }[]> {
  const rows = await db.read.select({ source: undrawnRuns.source, runId: undrawnRuns.runId }).from(undrawnRuns);
  return rows as { source: ForeignSource; runId: string }[];
}

export async function readVersion(db: Database, source: ForeignSource, runId: string): Promise<number | undefined> {
  const [row] = await db.read
    .select({ version: undrawnRuns.version })
    .from(undrawnRuns)
    .where(and(eq(undrawnRuns.source, source), eq(undrawnRuns.runId, runId)));
  return row?.version;
}

/** Something of these runs is stored that is not drawn yet. */
export function markUndrawnRuns(source: ForeignSource, runIds: string[]): Statement {
  return {
    sql: `INSERT INTO undrawn_runs (source, run_id, version) SELECT ?1, value, 1 FROM json_each(?2) WHERE true
ON CONFLICT DO UPDATE SET version = version + 1`,
    args: [source, JSON.stringify(runIds)],
  };
}

/** Drawn as it was then; what came since has raised the version. */
export function unmarkRun(source: ForeignSource, runId: string, version: number): Statement {
  return {
    sql: "DELETE FROM undrawn_runs WHERE source = ? AND run_id = ? AND version = ?",
    args: [source, runId, version],
  };
}
