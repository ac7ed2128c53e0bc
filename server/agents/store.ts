import { asc, eq, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { agentRevisions, agents } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";

export type AgentRow = typeof agents.$inferSelect;

const byId = (read: Reader) =>
  read
    .select()
    .from(agents)
    .where(eq(agents.id, sql.placeholder("id")))
    .limit(1)
    .prepare();

export async function readAgent(db: Database, id: string): Promise<AgentRow | undefined> {
  return (await db.prepared(byId).all({ id }))[0];
}

export async function readAgents(db: Database): Promise<AgentRow[]> {
  return db.read.select().from(agents).orderBy(asc(agents.id));
}

/** Writes an agent as its project defines it now, and its revision where that is new. */
export function putAgent(db: Database, row: AgentRow): Statement[] {
  const { id, ...rest } = row;
  return [
    toStatement(db.read.insert(agents).values(row).onConflictDoUpdate({ target: agents.id, set: rest })),
    toStatement(
      db.read
        .insert(agentRevisions)
        .values({ agentId: id, revision: row.revision, inputSchema: row.inputSchema, firstSeenAt: row.updatedAt })
        .onConflictDoNothing(),
    ),
  ];
}

export function setAgentProblem(db: Database, id: string, problem: string | null, now: number): Statement {
  return toStatement(db.read.update(agents).set({ problem, updatedAt: now }).where(eq(agents.id, id)));
}
