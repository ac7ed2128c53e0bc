import { and, inArray, sql, type SQL } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { runs } from "@/db/schema";
import type { RunSort } from "@/server/domain/run";
import { allRunStatuses, type RunStatus } from "@/server/domain/run-status";
import { hasText } from "./text-store";

export type RunFilter = {
  agentId?: string[] | undefined;
  status?: RunStatus[] | undefined;
  roomId?: string[] | undefined;
  tag?: string[] | undefined;
  datasetRunId?: string[] | undefined;
  /** Only those that belong to no dataset run and were not started by another run. */
  single?: boolean | undefined;
  from?: number | undefined;
  to?: number | undefined;
  minMs?: number | undefined;
  maxMs?: number | undefined;
  /** Only these; what else is asked is asked of them. */
  keys?: number[] | undefined;
  /** Only those that say this; known where the index of texts is attached. */
  text?: string | undefined;
};

/** What is looked at row by row. `unknown`: only those of which this is not known. */
type Rest = RunFilter & { unknown?: RunSort };

/** A part of an index in which runs lie in the order wanted. */
export type Stretch = { from: SQL; at: SQL; key: SQL; where: SQL[]; rest: Rest };
export type Place = { at: number; key: number };

/** Rows looked at in one go: some milliseconds, and then others have their turn. */
const rowsAtOnce = 4000;
/** A page of what is not rare is found among these. */
const fewRows = 400;

export const isSingle = sql`runs.dataset_run_id IS NULL AND runs.parent_run_id IS NULL`;

const ofRuns = { from: sql`runs`, at: sql`runs.created_at`, key: sql`runs.key` };
const columnOf = { durationMs: sql`runs.duration_ms`, cost: sql`runs.cost_micro_usd` };

/** By time of creation: where what is asked for lies closest together. */
export function stretchesOf({ from, to, tag, keys, ...asked }: RunFilter, unknown?: RunSort): Stretch[] {
  const { roomId, datasetRunId, agentId, status, ...others } = asked;
  const more = unknown ? { unknown } : {};
  const times = between(ofRuns.at, from, to);
  if (keys) return [{ ...ofRuns, from: among(keys), where: times, rest: { ...asked, ...more, tag } }];
  if (tag)
    return distinct(tag).map((one) => ({
      from: sql`run_tags`,
      at: sql`run_tags.created_at`,
      key: sql`run_tags.run_key`,
      where: [sql`run_tags.tag = ${one}`, ...between(sql`run_tags.created_at`, from, to)],
      rest: { ...asked, ...more },
    }));
  if (roomId)
    return distinct(roomId).map((one) => ({
      ...ofRuns,
      where: [sql`runs.room_id = ${one}`, ...times],
      rest: { ...others, ...more, datasetRunId, agentId, status },
    }));
  if (datasetRunId)
    return distinct(datasetRunId).flatMap((one) =>
      distinct(status ?? allRunStatuses).map((each) => ({
        ...ofRuns,
        where: [sql`runs.dataset_run_id = ${one}`, sql`runs.status = ${each}`, ...times],
        rest: { ...others, ...more, agentId },
      })),
    );
  if (others.single && !agentId) {
    const { single: _said, ...rest } = others;
    return distinct(status ?? allRunStatuses).map((each) => ({
      ...ofRuns,
      from: sql`runs INDEXED BY runs_single`,
      where: [sql`runs.status = ${each}`, isSingle, ...times],
      rest: { ...rest, ...more },
    }));
  }
  return distinct(agentId ?? [undefined]).flatMap((agent) =>
    distinct(status ?? [undefined]).map((each) => ({
      ...ofRuns,
      where: [
        ...(agent === undefined ? [] : [sql`runs.agent_id = ${agent}`]),
        ...(each === undefined ? [] : [sql`runs.status = ${each}`]),
        ...times,
      ],
      rest: { ...others, ...more },
    })),
  );
}

/** Of an agent's runs those whose value is known, by that value. */
export function sortedStretches({ agentId, keys, ...rest }: RunFilter, sort: RunSort): Stretch[] {
  const at = columnOf[sort];
  return distinct(agentId ?? []).map((agent) => ({
    ...ofRuns,
    ...(keys ? { from: among(keys) } : {}),
    at,
    where: [sql`runs.agent_id = ${agent}`, sql`${at} IS NOT NULL`],
    rest,
  }));
}

/** In this order of tables: the few are looked up, not the whole index walked. */
const among = (keys: number[]): SQL =>
  sql`json_each(${JSON.stringify(keys)}) AS wanted CROSS JOIN runs ON runs.key = wanted.value`;

/** What fits, in order, a part of the stretch at a time; of each part no more than `limit`. */
export async function* scan(
  db: ReadDatabase,
  stretch: Stretch,
  after: Place | undefined,
  { now, limit, up = false }: { now: number; limit: number; up?: boolean | undefined },
): AsyncGenerator<Place[]> {
  const rest = restOf(stretch.rest, now);
  if (!rest) {
    yield await db.read.all<Place>(sql`${partOf(stretch, after, up)} LIMIT ${limit}`);
    return;
  }
  const order = up ? sql`part.at, part.key` : sql`part.at DESC, part.key DESC`;
  for (let place = after, rows = fewRows; ; rows = rowsAtOnce) {
    yield await db.read.all<Place>(
      sql`WITH part AS MATERIALIZED (${partOf(stretch, place, up)} LIMIT ${rows}) SELECT part.key AS key, part.at AS at
        FROM part JOIN runs ON runs.key = part.key WHERE ${rest} ORDER BY ${order} LIMIT ${limit}`,
    );
    place = await lastOf(db, stretch, place, { rows, up });
    if (!place) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How many fit, or of these those above a place, but not many more than `most`: counted where they lie, a part at a time. */
export async function countIn(
  db: ReadDatabase,
  stretch: Stretch,
  { now, most, above }: { now: number; most: number; above?: Place | undefined },
): Promise<number> {
  const rest = restOf(stretch.rest, now);
  const up = above !== undefined;
  let total = 0;
  for (let place = above; ;) {
    const part = sql`WITH part AS MATERIALIZED (${partOf(stretch, place, up)} LIMIT ${rest ? rowsAtOnce : most})`;
    const [row] = await db.read.all<{ n: number }>(
      rest
        ? sql`${part} SELECT count(*) AS n FROM part JOIN runs ON runs.key = part.key WHERE ${rest}`
        : sql`${part} SELECT count(*) AS n FROM part`,
    );
    total += row?.n ?? 0;
    if (!rest || total >= most) return total;
    place = await lastOf(db, stretch, place, { rows: rowsAtOnce, up });
    if (!place) return total;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Where a part ends; nothing where no whole part is left. */
async function lastOf(
  db: ReadDatabase,
  stretch: Stretch,
  after: Place | undefined,
  { rows, up }: { rows: number; up: boolean },
): Promise<Place | undefined> {
  const [place] = await db.read.all<Place>(sql`${partOf(stretch, after, up)} LIMIT 1 OFFSET ${rows - 1}`);
  return place;
}

/** Downwards from a place, or up from it. */
function partOf({ from, at, key, where }: Stretch, after: Place | undefined, up: boolean): SQL {
  const page = after && sql`(${at}, ${key}) ${sql.raw(up ? ">" : "<")} (${after.at}, ${after.key})`;
  const all = and(...where, page);
  const order = up ? sql`${at}, ${key}` : sql`${at} DESC, ${key} DESC`;
  return sql`SELECT ${key} AS key, ${at} AS at FROM ${from} ${all ? sql`WHERE ${all}` : sql``} ORDER BY ${order}`;
}

/** Asked of a `part` of the stretch; nothing where the stretch itself says all that is asked. A run that goes on lasts until now. */
function restOf(rest: Rest, now: number): SQL | undefined {
  const lasts = sql`max(0, coalesce(runs.ended_at, ${now}) - runs.started_at)`;
  const { agentId, status, roomId, datasetRunId, tag, single, from, to, minMs, maxMs, text, unknown } = rest;
  return and(
    ...(agentId ? [inArray(runs.agentId, agentId)] : []),
    ...(status ? [inArray(runs.status, status)] : []),
    ...(roomId ? [inArray(runs.roomId, roomId)] : []),
    ...(datasetRunId ? [inArray(runs.datasetRunId, datasetRunId)] : []),
    ...(single ? [isSingle] : []),
    ...(tag ? [sql`EXISTS (SELECT 1 FROM json_each(runs.tags) AS tag WHERE tag.value IN ${tag})`] : []),
    ...between(ofRuns.at, from, to),
    ...(minMs === undefined ? [] : [sql`${lasts} >= ${minMs}`]),
    ...(maxMs === undefined ? [] : [sql`${lasts} <= ${maxMs}`]),
    ...(text === undefined ? [] : [hasText(text)]),
    ...(unknown ? [sql`${columnOf[unknown]} IS NULL`] : []),
  );
}

function between(at: SQL, from: number | undefined, to: number | undefined): SQL[] {
  return [...(from === undefined ? [] : [sql`${at} >= ${from}`]), ...(to === undefined ? [] : [sql`${at} < ${to}`])];
}

/** A value named twice is still one "or": it must not list its runs twice. */
const distinct = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
