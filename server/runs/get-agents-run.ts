import { z } from "zod";
import type { Context } from "@/server/context";
import { agentId, foreignId, runId } from "@/server/domain/ids";
import type { RunSummary } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { getRun } from "./get-run";

export const agentsRunInput = z.strictObject({ agentId, runId, roomId: foreignId.optional() });

/** A run is found under its own agent only, and where a room is named in that room only. */
export async function getAgentsRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof agentsRunInput>;
}): Promise<{ run: RunSummary }> {
  const { run } = await getRun({ ctx, input: { runId: input.runId } });
  if (run.agentId !== input.agentId) throw new AppError("not-found", `Agent ${input.agentId} has no run ${input.runId}.`);
  if (input.roomId !== undefined && run.roomId !== input.roomId)
    throw new AppError("not-found", `Run ${input.runId} is not in that room.`);
  return { run };
}
