import { sql } from "drizzle-orm";
import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import type { ElizaRow } from "@/server/domain/eliza-log";
import type { Json } from "@/server/domain/json";

/** Keeps rows that are not known yet, and gives their hashes. */
export function keepLogs(agentId: string, rows: readonly ElizaRow[]): Statement {
  return {
    sql: `INSERT OR IGNORE INTO eliza_logs (run_id, hash, agent_id, type, at, body)
SELECT value ->> 0, value ->> 1, ?1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?2) RETURNING hash`,
    args: [agentId, JSON.stringify(rows.map((row) => [row.runId, row.hash, row.type, row.at, toBody(row)]))],
  };
}

const toBody = ({ body, entityId, roomId }: ElizaRow): string => JSON.stringify([body, entityId ?? null, roomId ?? null]);

/** Those of these rows that are kept already, by run and hash. */
export async function readKnown(db: Database, rows: readonly ElizaRow[]): Promise<Set<string>> {
  const asked = JSON.stringify(rows.map(({ runId, hash }) => [runId, hash]));
  const known = await db.read.all<{ id: string }>(sql`SELECT run_id || ':' || hash AS id FROM json_each(${asked}) AS row
    CROSS JOIN eliza_logs ON run_id = row.value ->> 0 AND hash = row.value ->> 1`);
  return new Set(known.map(({ id }) => id));
}

/** Whose plans these are. Should rows say different things of one, which came first must not matter. */
export function keepPlans(plans: readonly { runId: string; parentRunId: string }[]): Statement {
  return {
    sql: `INSERT INTO eliza_plans (run_id, parent_run_id) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
ON CONFLICT DO UPDATE SET parent_run_id = min(parent_run_id, excluded.parent_run_id)`,
    args: [JSON.stringify(plans.map((plan) => [plan.runId, plan.parentRunId]))],
  };
}

/** Marks these runs and all above them as to be drawn, and gives their ids. */
export function markWithParents(runIds: readonly string[]): Statement {
  return {
    sql: `WITH RECURSIVE up (id) AS (SELECT value FROM json_each(?) UNION
  SELECT plan.parent_run_id FROM up JOIN eliza_plans AS plan ON plan.run_id = up.id)
INSERT INTO undrawn_runs (source, run_id, version) SELECT 'elizaos', id, 1 FROM up WHERE true
ON CONFLICT DO UPDATE SET version = version + 1 RETURNING run_id`,
    args: [JSON.stringify(runIds)],
  };
}

/** Those of these runs that somebody else has: another agent, or another kind of source. A run's rows are all of one agent. */
export async function readTaken(db: Database, agentId: string, runIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.read.all<{ id: string; agentId: string }>(sql`SELECT asked.value AS id,
      coalesce(run.agent_id, (SELECT agent_id FROM eliza_logs WHERE run_id = asked.value LIMIT 1)) AS "agentId"
    FROM json_each(${JSON.stringify(runIds)}) AS asked LEFT JOIN runs AS run ON run.id = asked.value
    WHERE "agentId" <> ${agentId} OR run.origin IS NOT iif(run.id IS NULL, NULL, 'elizaos')`);
  return new Map(rows.map((row) => [row.id, row.agentId]));
}

export type RunFacts = {
  agentId: string | null;
  parentRunId: string | null;
  hasRun: number;
  begunActions: number;
  actions: number;
};

/** What is known of a run id: by this it is told what it is the id of. */
export async function readFacts(db: Database, runId: string): Promise<RunFacts> {
  const has = (type: string) => sql`EXISTS (SELECT 1 FROM eliza_logs WHERE run_id = ${runId} AND type = ${type})`;
  const [facts] = await db.read.all<RunFacts>(sql`SELECT
      (SELECT agent_id FROM eliza_logs WHERE run_id = ${runId} LIMIT 1) AS "agentId",
      (SELECT parent_run_id FROM eliza_plans WHERE run_id = ${runId}) AS "parentRunId",
      ${has("run_event")} AS "hasRun", ${has("action_event")} AS "begunActions", ${has("action")} AS actions`);
  return facts ?? { agentId: null, parentRunId: null, hasRun: 0, begunActions: 0, actions: 0 };
}

export async function readPlansOf(db: Database, parentRunId: string): Promise<string[]> {
  const rows = await db.read.all<{ id: string }>(
    sql`SELECT run_id AS id FROM eliza_plans WHERE parent_run_id = ${parentRunId} ORDER BY 1`,
  );
  return rows.map(({ id }) => id);
}

/** In the order of their hashes, from one on. */
export async function readLogs(db: Database, runId: string, after: string, limit: number): Promise<ElizaRow[]> {
  const rows = await db.read.all<{ hash: string; type: string; at: number; body: string }>(sql`SELECT hash, type, at, body
    FROM eliza_logs WHERE run_id = ${runId} AND hash > ${after} ORDER BY hash LIMIT ${limit}`);
  return rows.map(({ hash, type, at, body: text }) => {
    const [body, entityId, roomId] = JSON.parse(text) as [Record<string, Json>, string | null, string | null];
    return { hash, runId, type, at, body, ...(entityId === null ? {} : { entityId }), ...(roomId === null ? {} : { roomId }) };
  });
}

/** A run's rows and those of the plans that are drawn in it. */
export function forgetLogs(runId: string): Statement[] {
  const below = `WITH RECURSIVE down (id) AS (SELECT ?1 UNION SELECT plan.run_id FROM down JOIN eliza_plans AS plan
  ON plan.parent_run_id = down.id AND NOT EXISTS (SELECT 1 FROM eliza_logs WHERE run_id = plan.run_id AND type = 'run_event'))`;
  return [
    { sql: `${below} DELETE FROM eliza_logs WHERE run_id IN (SELECT id FROM down)`, args: [runId] },
    { sql: `${below} DELETE FROM eliza_plans WHERE run_id IN (SELECT id FROM down)`, args: [runId] },
  ];
}
