import { asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { Database, Reader } from "@/db/database";
import { agentRevisions, agents } from "@/db/schema";
import { toStatement, type Statement } from "@/db/statement";
import type { AgentDefinition } from "@/server/domain/agent-revision";

export type RevisionRow = typeof agentRevisions.$inferSelect;
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
export function putAgent(db: Database, row: AgentRow, definition: AgentDefinition): Statement[] {
  const { id, ...rest } = row;
  return [
    toStatement(db.read.insert(agents).values(row).onConflictDoUpdate({ target: agents.id, set: rest })),
    toStatement(
      db.read
        .insert(agentRevisions)
        .values({
          agentId: id,
          revision: row.revision,
          inputSchema: row.inputSchema,
          definition: JSON.stringify(definition),
          firstSeenAt: row.updatedAt,
        })
        // Known from before definitions were kept: it is the same one.
        .onConflictDoUpdate({
          target: [agentRevisions.agentId, agentRevisions.revision],
          set: { definition: JSON.stringify(definition) },
          setWhere: isNull(agentRevisions.definition),
        }),
    ),
  ];
}

type ImportedAgent = Pick<AgentRow, "id" | "name" | "revision" | "problem" | "updatedAt">;

/** One known only from what it sent; one of the project's is left as it is. */
export function putImportedAgent(db: Database, agent: ImportedAgent): Statement {
  const row = { ...agent, kind: "imported", inputSchema: "{}", resultType: "json" };
  return toStatement(
    db.read
      .insert(agents)
      .values(row)
      .onConflictDoUpdate({ target: agents.id, set: { name: agent.name }, setWhere: eq(agents.kind, "imported") }),
  );
}

/** Only one known from what it sent, and only without any run. */
export function dropEmptyAgent(id: string): Statement {
  return {
    sql: `DELETE FROM agents WHERE id = ?1 AND kind = 'imported' AND NOT EXISTS (SELECT 1 FROM runs WHERE agent_id = ?1) RETURNING id`,
    args: [id],
  };
}

export function setAgentProblem(db: Database, id: string, problem: string | null, now: number): Statement {
  return toStatement(db.read.update(agents).set({ problem, updatedAt: now }).where(eq(agents.id, id)));
}

/** The latest first. */
export async function readRevisions(db: Database, agentId: string, limit: number): Promise<RevisionRow[]> {
  return db.read
    .select()
    .from(agentRevisions)
    .where(eq(agentRevisions.agentId, agentId))
    .orderBy(desc(agentRevisions.firstSeenAt), asc(agentRevisions.revision))
    .limit(limit);
}
