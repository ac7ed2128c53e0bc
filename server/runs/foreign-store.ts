import { getTableColumns, sql } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { runs } from "@/db/schema";
import type { Statement } from "@/db/statement";
import { insertSteps, type StepRow } from "./step-store";
import type { NewRun } from "./store";

/** What is to be known of a step as it was drawn last, to tell what has changed. */
export type DrawnStep = Pick<StepRow, "n" | "begunSeq" | "endedSeq" | "fingerprint" | "inputRef" | "outputRef">;

type Columns = Record<keyof DrawnStep, (number | string | null)[]>;

/** In the order of their numbers, as columns in one text: row by row, reading fifty thousand takes a second. */
async function readDrawnSteps(db: ReadDatabase, runKey: number, after: number, limit: number): Promise<DrawnStep[]> {
  const [row] = await db.read.all<{ body: string }>(sql`SELECT json_object('n', json_group_array(n),
      'begunSeq', json_group_array(begun_seq), 'endedSeq', json_group_array(ended_seq),
      'fingerprint', json_group_array(fingerprint), 'inputRef', json_group_array(input_ref),
      'outputRef', json_group_array(output_ref)) AS body
    FROM (SELECT n, begun_seq, ended_seq, fingerprint, input_ref, output_ref FROM steps
      WHERE run_key = ${runKey} AND n > ${after} ORDER BY n LIMIT ${limit})`);
  const columns = JSON.parse(row?.body ?? "{}") as Columns;
  return columns.n.map((n, at) => ({
    n: Number(n),
    begunSeq: Number(columns.begunSeq[at]),
    endedSeq: numberAt(columns.endedSeq, at),
    fingerprint: String(columns.fingerprint[at] ?? ""),
    inputRef: numberAt(columns.inputRef, at),
    outputRef: numberAt(columns.outputRef, at),
  }));
}

const drawnAtOnce = 500;

/** All with numbers above one, in parts: others get their turn between. */
export async function readAllDrawn(db: ReadDatabase, runKey: number, above = 0): Promise<Map<number, DrawnStep>> {
  const drawn = new Map<number, DrawnStep>();
  for (let after = above; ;) {
    const part = await readDrawnSteps(db, runKey, after, drawnAtOnce);
    for (const step of part) drawn.set(step.n, step);
    if (part.length < drawnAtOnce) return drawn;
    after = part.at(-1)?.n ?? after;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function numberAt(column: Columns["n"], at: number): number | null {
  const value = column[at] ?? null;
  return value === null ? null : Number(value);
}

/** Steps as they are now, whether or not they were there. */
export function putSteps(rows: StepRow[]): Statement {
  const { sql: insert, args } = insertSteps(rows);
  return {
    sql: `${insert} WHERE true ON CONFLICT (run_key, n) DO UPDATE SET parent = excluded.parent, ordinal = excluded.ordinal,
kind = excluded.kind, path = excluded.path, status = excluded.status, attempt = excluded.attempt, started_at = excluded.started_at,
ended_at = excluded.ended_at, begun_seq = excluded.begun_seq, ended_seq = excluded.ended_seq, fingerprint = excluded.fingerprint,
preview = excluded.preview, error = excluded.error, usage = excluded.usage, attributes = excluded.attributes,
input_ref = excluded.input_ref, output_ref = excluded.output_ref`,
    args,
  };
}

export type Renumbered = Pick<StepRow, "n" | "begunSeq" | "endedSeq">;

/** Nothing of them is new but where they stand among all that happened. */
export function renumberSteps(runKey: number, rows: Renumbered[]): Statement {
  return {
    sql: `UPDATE steps SET begun_seq = e.value ->> 1, ended_seq = e.value ->> 2 FROM json_each(?1) AS e
WHERE steps.run_key = e.value ->> 3 AND steps.n = e.value ->> 0`,
    args: [JSON.stringify(rows.map((row) => [row.n, row.begunSeq, row.endedSeq, runKey]))],
  };
}

/** With their values: those of steps made elsewhere are shared with nobody. */
export function deleteDrawn(runKey: number, gone: readonly DrawnStep[]): Statement[] {
  const values = gone.flatMap(({ inputRef, outputRef }) => [inputRef ?? [], outputRef ?? []].flat());
  return [
    {
      sql: "DELETE FROM steps WHERE run_key = ? AND n IN (SELECT value FROM json_each(?))",
      args: [runKey, JSON.stringify(gone.map(({ n }) => n))],
    },
    deleteValues(values),
  ];
}

/** Values of runs made elsewhere are shared with nobody. */
export function deleteValues(ids: number[]): Statement {
  return { sql: "DELETE FROM payloads WHERE id IN (SELECT value FROM json_each(?))", args: [JSON.stringify(ids)] };
}

const names: Record<string, string> = Object.fromEntries(
  Object.entries(getTableColumns(runs)).map(([field, { name }]) => [field, name]),
);

/** Sets what is given, of one run. */
export function changeRun(key: number, change: Partial<NewRun>): Statement {
  const fields = Object.entries(change);
  return {
    sql: `UPDATE runs SET ${fields.map(([field]) => `${names[field]} = ?`).join(", ")} WHERE key = ?`,
    args: [...fields.map(([, value]) => value ?? null), key],
  };
}
