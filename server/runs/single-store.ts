import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { Failure } from "@/server/domain/failure-group";
import type { RunStatus } from "@/server/domain/run-status";

type Place = { at: number; key: number };
export type SinglesAsked = { status?: RunStatus; since?: number; limit: number; most: number };

/** Rows looked at in one go, with others having their turn in between. */
const rowsAtOnce = 250;

/** Not of a dataset run, and not started by another run: those are told of by what they belong to. */
const single = sql`runs.dataset_run_id IS NULL AND runs.parent_run_id IS NULL`;

/** Single runs, newest first: of one status or of all. Of the index no more than `most` rows are looked at; `cut` says if there were more. */
async function readSingles<Row extends Place>(
  db: Database,
  { status, since = 0, limit, most }: SinglesAsked,
  columns: SQL<Row>,
): Promise<{ rows: Row[]; cut: boolean }> {
  const rows: Row[] = [];
  let after: Place | undefined;
  for (let seen = 0; ; seen += rowsAtOnce) {
    if (seen >= most) return { rows, cut: true };
    const part = sql`SELECT key, created_at AS at FROM runs WHERE created_at >= ${since}
      ${status === undefined ? sql`` : sql`AND status = ${status}`}
      ${after ? sql`AND (created_at, key) < (${after.at}, ${after.key})` : sql``}
      ORDER BY created_at DESC, key DESC`;
    rows.push(
      ...(await db.read.all<Row>(
        sql`SELECT part.key AS key, part.at AS at ${columns} FROM (${part} LIMIT ${rowsAtOnce}) AS part CROSS JOIN runs ON runs.key = part.key
          WHERE ${single} ORDER BY part.at DESC, part.key DESC LIMIT ${limit - rows.length}`,
      )),
    );
    if (rows.length >= limit) return { rows, cut: true };
    [after] = await db.read.all<Place>(sql`${part} LIMIT 1 OFFSET ${rowsAtOnce - 1}`);
    if (!after) return { rows, cut: false };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export async function readSingleKeys(db: Database, asked: SinglesAsked): Promise<{ keys: Place[]; cut: boolean }> {
  const { rows, cut } = await readSingles(db, asked, sql<Place>``);
  return { keys: rows, cut };
}

type FailureRow = Place & {
  runId: string;
  name: string | null;
  agentId: string;
  code: string | null;
  message: string | null;
  path: string | null;
};

/** Messages may be long; to tell them apart a part is enough. */
const mostOfMessage = 400;

export async function readFailures(
  db: Database,
  asked: SinglesAsked & { status: Failure["status"] },
): Promise<{ failures: Failure[]; cut: boolean }> {
  const columns = sql<FailureRow>`, runs.id AS "runId", runs.name AS name, runs.agent_id AS "agentId", runs.error ->> 'code' AS code,
    substr(runs.error ->> 'message', 1, ${mostOfMessage}) AS message, runs.error ->> 'path' AS path`;
  const { rows, cut } = await readSingles(db, asked, columns);
  const failures = rows.map(({ at, runId, name, agentId, code, message, path }) => ({
    runId,
    agentId,
    status: asked.status,
    code: code ?? "",
    message: message ?? "",
    createdAt: at,
    ...(name === null ? {} : { name }),
    ...(path === null ? {} : { path }),
  }));
  return { failures, cut };
}
