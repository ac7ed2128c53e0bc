import { sql, type SQL } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { Failure } from "@/server/domain/failure-group";
import type { RunStatus } from "@/server/domain/run-status";
import { wellFormed } from "@/server/domain/well-formed";
import { isSingle } from "./stretch-store";

type Place = { at: number; key: number };
export type SinglesAsked = { status: RunStatus; since?: number; limit: number };

/** Rows read in one go, with others having their turn in between. */
const rowsAtOnce = 250;

/** Single runs of one status, newest first: those that belong to a dataset run or another run are told of by what they belong to. */
async function readSingles<Row extends Place>(
  db: Database,
  { status, since = 0, limit }: SinglesAsked,
  columns: SQL<Row>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: Place | undefined; ;) {
    const some = Math.min(rowsAtOnce, limit - rows.length);
    const part = await db.read
      .all<Row>(sql`SELECT runs.key AS key, runs.created_at AS at ${columns} FROM runs INDEXED BY runs_single
      WHERE runs.status = ${status} AND ${isSingle} AND runs.created_at >= ${since}
      ${after ? sql`AND (runs.created_at, runs.key) < (${after.at}, ${after.key})` : sql``}
      ORDER BY runs.created_at DESC, runs.key DESC LIMIT ${some}`);
    rows.push(...part);
    after = part.at(-1);
    if (part.length < some || rows.length >= limit) return rows;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export const readSingleKeys = (db: Database, asked: SinglesAsked): Promise<Place[]> => readSingles(db, asked, sql<Place>``);

type FailureRow = Place & {
  runId: string;
  name: string | null;
  agentId: string;
  code: string | null;
  message: string | null;
  path: string | null;
  /** Instead of these, where it has half a surrogate pair in it: libSQL aborts the process if that is taken out of the JSON. */
  whole: string | null;
};

/** Messages may be long; to tell them apart a part is enough. */
const mostOfMessage = 400;

export async function readFailures(db: Database, asked: SinglesAsked & { status: Failure["status"] }): Promise<Failure[]> {
  const isHalf = sql`instr(runs.error, '\\ud') > 0`;
  const columns = sql<FailureRow>`, runs.id AS "runId", runs.name AS name, runs.agent_id AS "agentId",
    CASE WHEN ${isHalf} THEN runs.error END AS whole, CASE WHEN NOT ${isHalf} THEN runs.error ->> 'code' END AS code,
    CASE WHEN NOT ${isHalf} THEN substr(runs.error ->> 'message', 1, ${mostOfMessage}) END AS message,
    CASE WHEN NOT ${isHalf} THEN runs.error ->> 'path' END AS path`;
  const rows = await readSingles(db, asked, columns);
  return rows.map(({ at, runId, name, agentId, ...said }) => ({
    runId,
    agentId,
    status: asked.status,
    createdAt: at,
    ...(name === null ? {} : { name }),
    ...failureOf(said),
  }));
}

type Said = Pick<FailureRow, "code" | "message" | "path" | "whole">;

function failureOf({ whole, ...said }: Said): Pick<Failure, "code" | "message" | "path"> {
  const { code, message, path } = whole === null ? said : (JSON.parse(whole) as Partial<Omit<Said, "whole">>);
  return {
    code: wellFormed(code ?? ""),
    message: wellFormed((message ?? "").slice(0, mostOfMessage)),
    ...(path ? { path } : {}),
  };
}
