import type { z } from "zod";
import type { Context } from "@/server/context";
import type { RunSummary, runRef } from "@/server/domain/run";
import { requireRun } from "./require-run";
import { readReruns } from "./family-store";
import { readRun } from "./store";
import { toRunSummary } from "./to-run-summary";

const mostReruns = 50;

export type Lineage = { parent?: RunSummary; source?: RunSummary; fromPath?: string; reruns: RunSummary[] };

/** Where a run comes from and which were made from it. The source may have been deleted since. */
export async function getLineage({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<Lineage> {
  const run = await requireRun(ctx, input.runId);
  const [parent, source, reruns] = await Promise.all([
    run.parentRunId === null ? undefined : readRun(ctx.db, run.parentRunId),
    run.rerunOf === null ? undefined : readRun(ctx.db, run.rerunOf),
    readReruns(ctx.db, run.id, mostReruns),
  ]);
  const now = Date.now();
  return {
    reruns: reruns.map((row) => toRunSummary(row, now)),
    ...(parent ? { parent: toRunSummary(parent, now) } : {}),
    ...(source ? { source: toRunSummary(source, now) } : {}),
    ...(run.rerunFromPath === null ? {} : { fromPath: run.rerunFromPath }),
  };
}
