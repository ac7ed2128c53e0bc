import { asc, between, sql, type SQL } from "drizzle-orm";
import type { ReadDatabase } from "@/db/database";
import { runCounts, runTrends, scoreTrends, trendChanges } from "@/db/schema";

export type TrendRow = {
  /** What it is grouped by: an agent, a revision, or nothing. */
  of: string;
  status: string;
  bucket: number;
  runs: number;
  counted: number;
  priced: number;
  inputTokens: number;
  outputTokens: number;
  costMicroUsd: number;
};
export type ScoreTrendRow = { of: string; scorer: string; n: number; sum: number; passes: number };

export type TrendSpan = {
  agentIds: readonly string[];
  fromHour: number;
  toHour: number;
  revision?: string;
  datasetRuns: boolean;
};
export type TrendGroup = "agent_id" | "revision" | undefined;

/** Every agent that ever had a run. */
export async function readAgentIds(db: ReadDatabase): Promise<string[]> {
  const rows = await db.read.selectDistinct({ id: runCounts.agentId }).from(runCounts).orderBy(asc(runCounts.agentId));
  return rows.map(({ id }) => id);
}

export async function readRunTrends(db: ReadDatabase, span: TrendSpan, group?: TrendGroup): Promise<TrendRow[]> {
  return db.read.all<TrendRow>(sql`SELECT ${of(group)} AS "of", status, bucket, sum(runs) AS runs, sum(counted) AS counted,
    sum(priced) AS priced, sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens, sum(cost_micro_usd) AS costMicroUsd
    FROM ${runTrends} WHERE ${within(span)} GROUP BY 1, 2, 3 HAVING sum(runs) > 0`);
}

export async function readScoreTrends(db: ReadDatabase, span: TrendSpan, group?: TrendGroup): Promise<ScoreTrendRow[]> {
  return db.read.all<ScoreTrendRow>(sql`SELECT ${of(group)} AS "of", scorer, sum(n) AS n, sum(sum) AS sum, sum(passes) AS passes
    FROM ${scoreTrends} WHERE ${within(span)} GROUP BY 1, 2 HAVING sum(n) > 0`);
}

/** How often each past day has changed; one that never did is not named. */
export async function readChanges(db: ReadDatabase, fromDay: number, toDay: number): Promise<Map<number, number>> {
  const rows = await db.read
    .select()
    .from(trendChanges)
    .where(between(trendChanges.day, fromDay, toDay));
  return new Map(rows.map(({ day, version }) => [day, version]));
}

const of = (group: TrendGroup): SQL => (group === undefined ? sql`''` : sql.raw(group));

/** A range of the key for each agent. */
function within({ agentIds, fromHour, toHour, revision, datasetRuns }: TrendSpan): SQL {
  return sql`agent_id IN (SELECT value FROM json_each(${JSON.stringify(agentIds)})) AND hour >= ${fromHour} AND hour < ${toHour}${
    revision === undefined ? sql`` : sql` AND revision = ${revision}`
  }${datasetRuns ? sql`` : sql` AND in_dataset_run = 0`}`;
}
