import { sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { settledStatuses } from "@/server/domain/rerun-plan";

/** Steps as columns, in the order they began. `settled` is 1 or 0. */
export type OrderedSteps = {
  n: number[];
  parent: (number | null)[];
  settled: number[];
  begunSeq: number[];
  endedSeq: (number | null)[];
};

type Packed = { [Column in keyof OrderedSteps]: string };

/** Each column comes as one text: twice as quick as row by row. */
export async function readInOrder(db: ReadDatabase, runKey: number, after: number, limit: number): Promise<OrderedSteps> {
  const [row] = await db.read.all<Packed>(sql`SELECT json_group_array(n) AS n, json_group_array(parent) AS parent,
      json_group_array(status IN ${settledStatuses}) AS settled, json_group_array(begun_seq) AS begunSeq,
      json_group_array(ended_seq) AS endedSeq
    FROM (SELECT n, parent, status, begun_seq, ended_seq FROM steps INDEXED BY steps_by_begin
      WHERE run_key = ${runKey} AND begun_seq > ${after} ORDER BY begun_seq LIMIT ${limit})`);
  const columns = Object.entries(row ?? {}).map(([name, text]) => [name, JSON.parse(text)] as const);
  return Object.fromEntries(columns) as OrderedSteps;
}
