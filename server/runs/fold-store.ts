import { sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";

/** One step's children as columns, in their order. */
export type SiblingColumns = {
  ordinal: number[];
  path: string[];
  kind: StepKind[];
  status: StepStatus[];
  begin: number[];
  end: (number | null)[];
};

type Packed = { [Column in keyof SiblingColumns]: string };
export type FamilyPart = { runKey: number; parent: number; from: number; to: number };

/** The children of these ordinals, `to` not included. Each column comes as one text: twice as quick as row by row. */
export async function readSiblings(db: ReadDatabase, { runKey, parent, from, to }: FamilyPart): Promise<SiblingColumns> {
  const [row] = await db.read.all<Packed>(sql`SELECT json_group_array(ordinal) AS ordinal, json_group_array(path) AS path,
      json_group_array(kind) AS kind, json_group_array(status) AS status, json_group_array(started_at) AS begin,
      json_group_array(ended_at) AS end
    FROM (SELECT ordinal, path, kind, status, started_at, ended_at FROM steps INDEXED BY steps_by_parent
      WHERE run_key = ${runKey} AND parent = ${parent} AND ordinal >= ${from} AND ordinal < ${to} ORDER BY ordinal)`);
  const columns = Object.entries(row ?? {}).map(([name, text]) => [name, JSON.parse(text)] as const);
  return Object.fromEntries(columns) as SiblingColumns;
}
