import type { z } from "zod";
import type { Context } from "@/server/context";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { FamilyFolds, foldsInput, FoldsOf } from "@/server/domain/step-window";
import { foldFamily } from "./fold-family";
import { fewSteps } from "./find-steps";
import { requireRun } from "./require-run";
import { countChildren } from "./step-store";
import type { RunRow } from "./store";
import { fromStepId } from "./to-step";

type Wanted = z.infer<typeof foldsInput>["of"][number];

/** Which children of these steps stand for one another, also of families no page has read whole. */
export async function listFolds({ ctx, input }: { ctx: Context; input: z.infer<typeof foldsInput> }): Promise<FoldsOf[]> {
  return foldsOf(ctx, await requireRun(ctx, input.runId), input.of);
}

export async function foldsOf(ctx: Context, run: RunRow, of: Wanted[]): Promise<FoldsOf[]> {
  const numbers = of.map(({ parent }) => fromStepId(parent)).filter(Number.isSafeInteger);
  const counts = await countChildren(ctx.db, run.key, numbers);
  return Promise.all(
    of.map(async ({ parent, upTo }) => {
      const n = fromStepId(parent);
      const total = counts.get(n) ?? 0;
      return { parent, ...(await familyOf(ctx, run, n, Math.min(total, upTo ?? total))) };
    }),
  );
}

async function familyOf(ctx: Context, run: RunRow, parent: number, upTo: number): Promise<FamilyFolds> {
  const order = { runKey: run.key, parent, upTo, waits: run.status === "waiting" };
  if (upTo <= fewSteps) return foldFamily(ctx.db, order);
  return ctx.surveys.foldFamily(order, hasEnded(run.status as RunStatus));
}
