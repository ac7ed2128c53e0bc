import type { Database } from "@/db/database";
import type { Score } from "@/server/domain/score";
import { putScores as putRows } from "./store";

/** Writes down what scorers said of runs. */
export async function putScores(db: Database, scored: Map<number, Score[]>): Promise<void> {
  const rows = [...scored].flatMap(([runKey, scores]) => scores.map((score) => ({ ...score, runKey })));
  if (rows.length > 0) await db.write([putRows(rows, Date.now())]);
}
