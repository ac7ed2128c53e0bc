import { z } from "zod";
import type { Context } from "@/server/context";
import { agentId } from "@/server/domain/ids";
import { hourOf, type TrendFigures } from "@/server/domain/trends";
import { readSums } from "./read-sums";

export const agentFiguresInput = z.strictObject({ agentIds: z.array(agentId).max(500), days: z.number().int().min(1).max(30) });

/** How agents did lately, each by its id; one without runs is not named. */
export async function getAgentFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof agentFiguresInput>;
}): Promise<{ figures: Record<string, TrendFigures> }> {
  const toHour = hourOf(Date.now()) + 1;
  const span = { agentIds: input.agentIds, fromHour: toHour - input.days * 24, toHour, datasetRuns: true };
  const sums = await readSums(ctx.db, span, "agent_id");
  return { figures: Object.fromEntries([...sums].map(([id, sum]) => [id, sum.figures()])) };
}
