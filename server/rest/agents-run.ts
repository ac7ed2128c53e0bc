import type { z } from "zod";
import { agentRef } from "@/server/agents/get-agent";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import type { RunSummary } from "@/server/domain/run";
import { AppError } from "@/server/errors";
import { getRun } from "@/server/runs/get-run";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { idempotencyKeyOf } from "./idempotency-key";

export const agentsRun = agentRef.extend({ runId });

/** A run is found under its own agent only. */
export async function requireAgentsRun(ctx: Context, { agentId, runId: id }: z.infer<typeof agentsRun>): Promise<RunSummary> {
  const { run } = await getRun({ ctx, input: { runId: id } });
  if (run.agentId !== agentId) throw new AppError("not-found", `Agent ${agentId} has no run ${id}.`);
  return run;
}

type Once = { ctx: Context; request: Request; what: string; input: unknown; make: (also?: Also) => Promise<{ run: RunSummary }> };

/** Makes a run, at most once where the request brings an Idempotency-Key. */
export async function makeByRequest({ ctx, request, what, input, make }: Once): Promise<{ run: RunSummary }> {
  const key = idempotencyKeyOf(request, what);
  const find = (made: string) => getRun({ ctx, input: { runId: made } });
  return key === undefined ? make() : makeOnce({ ctx, key, input, make, find });
}
