import type { Database } from "@/db/database";
import type { ElizaRow } from "@/server/domain/eliza-log";
import { calmly } from "@/server/live/calmly";
import type { DrawingSource } from "../drawing-source";
import { forgetLogs, readFacts, readLogs, readPlansOf, type RunFacts } from "../eliza-store";
import { mapElizaRun } from "./map-eliza-run";

const rowsAtOnce = 200;

/** Runs as they follow from the rows that are kept. */
export function elizaSource(db: Database): DrawingSource {
  return {
    read: async (runId) => {
      const facts = await readFacts(db, runId);
      if (!(await isRun(db, facts, runId))) return undefined;
      const rows: ElizaRow[] = [];
      const seen = new Set<string>();
      let agentId = facts.agentId;
      for (const id of await withPlans(db, runId, seen)) {
        rows.push(...(await rowsOf(db, id)));
        agentId ??= (await readFacts(db, id)).agentId;
      }
      if (agentId === null || rows.length === 0) return undefined;
      const parent = facts.parentRunId === null ? {} : { parentRunId: facts.parentRunId };
      return calmly(mapElizaRun({ runId, agentId, rows, ...parent }));
    },
    forget: forgetLogs,
  };
}

/**
 * Whether this is a run of its own. One with rows of the run itself is. Without them it is drawn in the message's run it
 * belongs to; where actions have begun, it is a plan, and whose it is, the rows of their ends will tell. What is left is from
 * before ElizaOS logged runs.
 */
async function isRun(db: Database, { hasRun, parentRunId, begunActions, actions }: RunFacts, runId: string): Promise<boolean> {
  if (hasRun) return true;
  if (parentRunId !== null) return leadsRing(db, runId, parentRunId);
  return !begunActions || Boolean(actions);
}

/** Rows that say of plans that each belongs to the other: one of them has to be the run. */
async function leadsRing(db: Database, runId: string, parentRunId: string): Promise<boolean> {
  const above = new Set([runId]);
  let at: string | null = parentRunId;
  while (at !== null && !above.has(at)) {
    above.add(at);
    const facts: RunFacts = await readFacts(db, at);
    at = facts.hasRun ? null : facts.parentRunId;
  }
  return at === runId && [...above].every((id) => runId <= id);
}

/** The run's own id, and those of the plans that are drawn in it. */
async function withPlans(db: Database, runId: string, seen: Set<string>): Promise<string[]> {
  const ids = [runId];
  seen.add(runId);
  for (const plan of await readPlansOf(db, runId)) {
    if (seen.has(plan) || (await readFacts(db, plan)).hasRun) continue;
    ids.push(...(await withPlans(db, plan, seen)));
  }
  return ids;
}

async function rowsOf(db: Database, runId: string): Promise<ElizaRow[]> {
  const rows: ElizaRow[] = [];
  for (let after = ""; ;) {
    const part = await readLogs(db, runId, after, rowsAtOnce);
    rows.push(...part);
    if (part.length < rowsAtOnce) return rows;
    after = part.at(-1)?.hash ?? after;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
