import type { Database } from "@/db/database";
import type { ElizaRow } from "@/server/domain/eliza-log";
import { quickHash } from "@/server/domain/quick-hash";
import { calmly } from "@/server/live/calmly";
import type { DrawingSource } from "../drawing-source";
import { forgetLogs, readFacts, readLogs, readPlansOf, type RunFacts } from "../eliza-store";
import { mapElizaRun } from "./map-eliza-run";

const rowsAtOnce = 200;
const plansAtOnce = 50;

/** Runs as they follow from the rows that are kept. */
export function elizaSource(db: Database): DrawingSource {
  return {
    read: async (runId) => {
      const facts = await readFacts(db, runId);
      if (!(await isRun(db, facts, runId))) return undefined;
      const rows: ElizaRow[] = [];
      let agentId = facts.agentId;
      for (const id of await withPlans(db, runId)) {
        await addRowsOf(db, id, rows);
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

/**
 * Rows that say of plans that each belongs to the other: one of them has to be the run. It is the first by a hash: however the
 * plans of a long chain are called, most of them soon meet one that comes before them, and need not go up to the top.
 */
async function leadsRing(db: Database, runId: string, parentRunId: string): Promise<boolean> {
  const above = new Set([runId]);
  let at: string | null = parentRunId;
  while (at !== null && !above.has(at)) {
    if (comesBefore(at, runId)) return false;
    above.add(at);
    if (above.size % plansAtOnce === 0) await rest();
    const facts: RunFacts = await readFacts(db, at);
    at = facts.hasRun ? null : facts.parentRunId;
  }
  return at === runId;
}

function comesBefore(a: string, b: string): boolean {
  const difference = quickHash(a) - quickHash(b);
  return difference === 0 ? a < b : difference < 0;
}

/** The run's own id, and those of the plans that are drawn in it. */
async function withPlans(db: Database, runId: string): Promise<Set<string>> {
  const ids = new Set([runId]);
  let read = 0;
  // What is added while it is walked is walked too.
  for (const id of ids)
    for (const plan of await readPlansOf(db, id)) {
      if (!(await readFacts(db, plan)).hasRun) ids.add(plan);
      if (++read % plansAtOnce === 0) await rest();
    }
  return ids;
}

const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function addRowsOf(db: Database, runId: string, rows: ElizaRow[]): Promise<void> {
  for (let after = ""; ;) {
    const part = await readLogs(db, runId, after, rowsAtOnce);
    rows.push(...part);
    if (part.length < rowsAtOnce) return;
    after = part.at(-1)?.hash ?? after;
    await rest();
  }
}
