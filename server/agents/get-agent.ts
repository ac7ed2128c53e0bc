import { z } from "zod";
import type { Context } from "@/server/context";
import type { Agent } from "@/server/domain/agent";
import { agentId } from "@/server/domain/ids";
import { requireAgent } from "./require-agent";
import { toAgent } from "./to-agent";

export const agentRef = z.strictObject({ agentId });

export async function getAgent({ ctx, input }: { ctx: Context; input: z.infer<typeof agentRef> }): Promise<{ agent: Agent }> {
  return { agent: toAgent(await requireAgent(ctx, input.agentId)) };
}
