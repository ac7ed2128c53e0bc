import type { z } from "zod";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import type { AgentDefinition, AgentRevision } from "@/server/domain/agent-revision";
import type { agentRef } from "./get-agent";
import { requireAgent } from "./require-agent";
import { readRevisions } from "./store";

/** With hot reload each save is a revision: who looks for an older one looks at a run of it. */
const mostRevisions = 100;

/** An agent's revisions, the latest first. */
export async function listRevisions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof agentRef>;
}): Promise<{ revisions: AgentRevision[]; hasMore: boolean }> {
  await requireAgent(ctx, input.agentId);
  const rows = await readRevisions(ctx.db, input.agentId, mostRevisions + 1);
  const revisions = rows.slice(0, mostRevisions).map(({ revision, firstSeenAt, inputSchema, definition }) => ({
    revision,
    firstSeenAt,
    inputSchema: JSON.parse(inputSchema) as JsonSchema,
    ...(definition === null ? {} : { definition: JSON.parse(definition) as AgentDefinition }),
  }));
  return { revisions, hasMore: rows.length > mostRevisions };
}
