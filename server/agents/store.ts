import { asc, eq } from "drizzle-orm";
import type { Database } from "@/db/database";
import { agentRevisions, agents } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";

export type AgentRow = typeof agents.$inferSelect;

export async function readAgent(db: Database, id: string): Promise<AgentRow | undefined> {
  const [row] = await db.read.select().from(agents).where(eq(agents.id, id)).limit(1);
  return row;
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
