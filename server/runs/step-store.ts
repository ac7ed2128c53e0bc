import { and, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Database, ReadDatabase, Reader } from "@/db/database";
import { steps } from "@/db/schema";
import type { Statement } from "@/db/statement";
import { rootStep } from "@/server/domain/host-protocol";
import type { Json } from "@/server/domain/json";
import type { RunRow } from "./store";

export type StepRow = typeof steps.$inferSelect;
export type StepEndRow = Pick<StepRow, "runKey" | "n" | "status" | "preview" | "error" | "usage" | "outputRef"> & {
  endedAt: number;
  endedSeq: number;
};

/** Rows go to SQLite as one JSON argument: several times the rate of single inserts, and one statement to prepare. */
const insertStepsSql = `INSERT INTO steps (run_key, n, parent, ordinal, kind, path, status, attempt, started_at, ended_at, begun_seq,
  ended_seq, fingerprint, preview, error, usage, attributes, input_ref, output_ref)
SELECT ${Array.from({ length: 19 }, (_, at) => `value ->> ${at}`).join(", ")} FROM json_each(?)`;

const endStepsSql = `UPDATE steps SET status = e.value ->> 2, ended_at = e.value ->> 3, ended_seq = e.value ->> 4,
  preview = e.value ->> 5, error = e.value ->> 6, usage = e.value ->> 7, output_ref = e.value ->> 8
FROM json_each(?) AS e WHERE steps.run_key = e.value ->> 0 AND steps.n = e.value ->> 1 AND steps.ended_seq IS NULL`;

export function insertSteps(rows: StepRow[]): Statement {
  const values = rows.map((row) => [
    row.runKey,
    row.n,
    row.parent,
    row.ordinal,
    row.kind,
    row.path,
    row.status,
    row.attempt,
    row.startedAt,
    row.endedAt,
    row.begunSeq,
    row.endedSeq,
    row.fingerprint,
    row.preview,
    row.error,
    row.usage,
    row.attributes,
    row.inputRef,
    row.outputRef,
  ]);
  return { sql: insertStepsSql, args: [JSON.stringify(values)] };
}

export function endSteps(rows: StepEndRow[]): Statement {
  const values = rows.map((row) => [
    row.runKey,
    row.n,
    row.status,
    row.endedAt,
    row.endedSeq,
    row.preview,
    row.error,
    row.usage,
    row.outputRef,
  ]);
  return { sql: endStepsSql, args: [JSON.stringify(values)] };
}

/** A step that was in flight at a crash begins again: its place and its first event stay, its attempt is new. */
export function beginStepAgain(row: Pick<StepRow, "runKey" | "n" | "attempt" | "startedAt" | "inputRef" | "status">): Statement {
  return {
    sql: "UPDATE steps SET status = ?, attempt = ?, started_at = ?, input_ref = coalesce(?, input_ref) WHERE run_key = ? AND n = ? AND ended_seq IS NULL",
    args: [row.status, row.attempt, row.startedAt, row.inputRef, row.runKey, row.n],
  };
}

/** All a run has before it was ever taken was copied into it. In parts: it may be a hundred thousand steps. */
export async function beginCopied(db: Database, runKey: number, at: number): Promise<void> {
  for (let after = 0; ;) {
    const [part] = await db.read.all<{ last: number | null }>(sql`SELECT max(n) AS last FROM
      (SELECT n FROM steps WHERE run_key = ${runKey} AND n > ${after} ORDER BY n LIMIT ${stepsAtOnce})`);
    const last = part?.last ?? null;
    if (last === null) return;
    await db.write([
      {
        sql: `UPDATE steps SET started_at = ?1, ended_at = CASE WHEN ended_at IS NULL THEN NULL ELSE ?1 END
WHERE run_key = ?2 AND n > ?3 AND n <= ?4`,
        args: [at, runKey, after, last],
      },
    ]);
    after = last;
  }
}

/** Among the attributes these steps have; an agent that shares its host's process may have sent some that are no JSON. */
export function noteFirstTokens(of: { runKey: number; n: number; firstTokenMs: number }[]): Statement {
  return {
    sql: `UPDATE steps SET attributes = json_set(coalesce(attributes, '{}'), '$.firstTokenMs', t.value ->> 2)
FROM json_each(?) AS t WHERE steps.run_key = t.value ->> 0 AND steps.n = t.value ->> 1 AND json_valid(coalesce(attributes, '{}'))`,
    args: [JSON.stringify(of.map(({ runKey, n, firstTokenMs }) => [runKey, n, firstTokenMs]))],
  };
}

/** Notes something about steps that are there already, in their attributes. */
export function markSteps(runKey: number, numbers: number[], name: string, value: Json): Statement {
  return {
    sql: `UPDATE steps SET attributes = json_set(coalesce(attributes, '{}'), ?, json(?))
WHERE run_key = ? AND n IN (SELECT value FROM json_each(?))`,
    args: [`$.${name}`, JSON.stringify(value), runKey, JSON.stringify(numbers)],
  };
}

export type Change = { seq: number; n: number };

/**
 * The begins and ends after `after`, in order of seq: the union of two indexes, merged, never sorted. None after the run's own
 * `lastSeq`: a run from elsewhere is written in parts, and what is beyond is not all there yet.
 */
export async function listChanges(
  db: Database,
  { key, lastSeq }: Pick<RunRow, "key" | "lastSeq">,
  after: number,
  limit: number,
): Promise<Change[]> {
  return db.read.all<Change>(sql`SELECT begun_seq AS seq, n FROM steps WHERE run_key = ${key}
      AND begun_seq > ${after} AND begun_seq <= ${lastSeq}
    UNION ALL SELECT ended_seq, n FROM steps WHERE run_key = ${key}
      AND ended_seq > ${after} AND ended_seq <= ${lastSeq} AND ended_seq <> begun_seq
    ORDER BY 1 LIMIT ${limit}`);
}

const ofRun = eq(steps.runKey, sql.placeholder("runKey"));
const byNumbers = (read: Reader) =>
  read
    .select()
    .from(steps)
    .where(and(ofRun, sql`${steps.n} IN (SELECT value FROM json_each(${sql.placeholder("numbers")}))`))
    .prepare();

export async function readSteps(db: Database, runKey: number, numbers: number[]): Promise<StepRow[]> {
  return db.prepared(byNumbers).all({ runKey, numbers: JSON.stringify(numbers) });
}

/** Reads over the run's rows: for a person's deed, not for a page. */
export async function readStepsByPath(db: Database, runKey: number, path: string): Promise<StepRow[]> {
  return db.read
    .select()
    .from(steps)
    .where(and(eq(steps.runKey, runKey), eq(steps.path, path)));
}

/** The index is named: by itself SQLite walks the whole run to find the few that are open. */
export async function readOpenSteps(db: Database, runKey: number): Promise<StepRow[]> {
  const open = await db.read.all<{ n: number }>(
    sql`SELECT n FROM steps INDEXED BY steps_by_end WHERE run_key = ${runKey} AND ended_seq IS NULL`,
  );
  return readSteps(
    db,
    runKey,
    open.map(({ n }) => n),
  );
}

/** Inputs nobody has answered yet. */
export async function readOpenInputs(db: Database, runKey: number): Promise<StepRow[]> {
  const open = await readOpenSteps(db, runKey);
  return open.filter(({ kind }) => kind === "input").toSorted((a, b) => a.begunSeq - b.begunSeq);
}

/** A run may have a hundred thousand steps: they are read in parts, and others get their turn between. */
const stepsAtOnce = 500;

export async function* readAllSteps(db: Database, runKey: number): AsyncGenerator<StepRow[]> {
  for (let last = 0; ;) {
    const rows = await db.read
      .select()
      .from(steps)
      .where(and(eq(steps.runKey, runKey), gt(steps.n, last)))
      .orderBy(steps.n)
      .limit(stepsAtOnce);
    yield rows;
    if (rows.length < stepsAtOnce) return;
    last = rows.at(-1)?.n ?? last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** In the order they began, from a seq on. */
const begunAfter = and(ofRun, gt(steps.begunSeq, sql.placeholder("after")));
const stepsBegun = (read: Reader) =>
  read.select().from(steps).where(begunAfter).orderBy(steps.begunSeq).limit(sql.placeholder("limit")).prepare();
const pathsBegun = (read: Reader) =>
  read
    .select({ path: steps.path, ordinal: steps.ordinal, begunSeq: steps.begunSeq })
    .from(steps)
    .where(begunAfter)
    .orderBy(steps.begunSeq)
    .limit(sql.placeholder("limit"))
    .prepare();

export async function readStepsBegunAfter(db: ReadDatabase, runKey: number, after: number, limit: number): Promise<StepRow[]> {
  return db.prepared(stepsBegun).all({ runKey, after, limit });
}

/** Among the first that began: a run that asks models does so soon, and all its steps are not looked through for it. */
export async function readFirstModelSteps(db: Database, runKey: number): Promise<Pick<StepRow, "path" | "inputRef">[]> {
  // Of a run from elsewhere that was drawn often, the first seq is a high one.
  const rootsBegin = sql`(SELECT begun_seq FROM steps WHERE run_key = ${runKey} AND n = ${rootStep})`;
  return db.read
    .select({ path: steps.path, inputRef: steps.inputRef })
    .from(steps)
    .where(and(eq(steps.runKey, runKey), sql`${steps.begunSeq} < ${rootsBegin} + 2000`, eq(steps.kind, "model")))
    .orderBy(steps.begunSeq)
    .limit(30);
}

type Around = { after?: number | undefined; before?: number | undefined; limit: number };

/** In the order they began: those after a seq, or going back from one; the last ones where neither is said. */
export async function readStepsAround(db: Database, runKey: number, { after, before, limit }: Around): Promise<StepRow[]> {
  if (after !== undefined) return readStepsBegunAfter(db, runKey, after, limit);
  return db.read
    .select()
    .from(steps)
    .where(and(eq(steps.runKey, runKey), before === undefined ? undefined : lt(steps.begunSeq, before)))
    .orderBy(desc(steps.begunSeq))
    .limit(limit);
}

/** Only what their places in the run's directory hang on. */
export async function readPathsBegunAfter(db: ReadDatabase, runKey: number, after: number, limit: number) {
  return db.prepared(pathsBegun).all({ runKey, after, limit });
}

/** How many children each of these steps has: siblings are numbered without gaps, so the last one tells. */
export async function countChildren(db: Database, runKey: number, parents: number[]): Promise<Map<number, number>> {
  const rows = await db.read.all<{ parent: number; children: number }>(sql`SELECT p.value AS parent,
    (SELECT ordinal + 1 FROM steps WHERE run_key = ${runKey} AND parent = p.value ORDER BY ordinal DESC LIMIT 1) AS children
    FROM json_each(${JSON.stringify(parents)}) AS p`);
  return new Map(rows.map((row) => [row.parent, row.children ?? 0]));
}
