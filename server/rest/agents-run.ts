import type { z } from "zod";
import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { agentsRunInput, getAgentsRun } from "@/server/runs/get-agents-run";
import { getRun } from "@/server/runs/get-run";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { idempotencyKeyOf } from "./idempotency-key";

export const agentsRun = agentsRunInput.omit({ roomId: true });

/** A run is found under its own agent only. */
export async function requireAgentsRun(ctx: Context, input: z.infer<typeof agentsRunInput>): Promise<RunSummary> {
  return (await getAgentsRun({ ctx, input })).run;
}

type Once = { ctx: Context; request: Request; what: string; input: unknown; make: (also?: Also) => Promise<{ run: RunSummary }> };

/** Makes a run, at most once where the request brings an Idempotency-Key. */
export async function makeByRequest({ ctx, request, what, input, make }: Once): Promise<{ run: RunSummary }> {
  const key = idempotencyKeyOf(request, what);
  const find = (made: string) => getRun({ ctx, input: { runId: made } });
  return key === undefined ? make() : makeOnce({ ctx, key, input, make, find });
}
