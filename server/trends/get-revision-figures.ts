import { z } from "zod";
import type { Context } from "@/server/context";
import { agentId } from "@/server/domain/ids";
import { hourOf, type TrendFigures } from "@/server/domain/trends";
import { readSums } from "./read-sums";

export const revisionFiguresInput = z.strictObject({ agentId, days: z.number().int().min(1).max(366) });

/** How each revision of an agent did lately, by its hash; one without runs is not named. */
export async function getRevisionFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof revisionFiguresInput>;
}): Promise<{ figures: Record<string, TrendFigures> }> {
  const toHour = hourOf(Date.now()) + 1;
  const span = { agentIds: [input.agentId], fromHour: toHour - input.days * 24, toHour, datasetRuns: true };
  const sums = await readSums(ctx.db, span, "revision");
  return { figures: Object.fromEntries([...sums].map(([revision, sum]) => [revision, sum.figures()])) };
}
