import type { z } from "zod";
import type { Context } from "@/server/context";
import { hourOf, startOfHour, type TrendPoint, type Trends, type trendsInput } from "@/server/domain/trends";
import { readSums } from "./read-sums";
import { readAgentIds } from "./store";
import { TrendSum } from "./sum-trends";

/** How runs did over time: of one agent or all, of one revision or all. Kept rows are added up; no run is read. */
export async function getTrends({ ctx, input }: { ctx: Context; input: z.infer<typeof trendsInput> }): Promise<Trends> {
  const { edges, agentId, revision, datasetRuns } = input;
  const agentIds = agentId === undefined ? await readAgentIds(ctx.db) : [agentId];
  const hours = edges.map(hourOf);
  const points: TrendPoint[] = [];
  const whole = new TrendSum();
  for (const [at, fromHour] of hours.entries()) {
    const toHour = hours[at + 1];
    if (toHour === undefined) break;
    const sums = await readSums(ctx.db, {
      agentIds,
      fromHour,
      toHour,
      datasetRuns,
      ...(revision === undefined ? {} : { revision }),
    });
    const sum = sums.get("") ?? new TrendSum();
    whole.include(sum);
    points.push({ from: startOfHour(fromHour), to: startOfHour(toHour), ...sum.figures() });
  }
  return { points, whole: whole.figures() };
}
