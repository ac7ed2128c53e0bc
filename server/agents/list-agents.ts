import type { Context } from "@/server/context";
import type { Agent, ProjectProblem } from "@/server/domain/agent";
import { readAgents } from "./store";
import { toAgent } from "./to-agent";

export async function listAgents({
  ctx,
}: {
  ctx: Context;
}): Promise<{ agents: Agent[]; problems: ProjectProblem[]; loaded: boolean }> {
  const { loaded, problems } = ctx.engine.project();
  return { agents: (await readAgents(ctx.db)).map(toAgent), problems, loaded };
}
