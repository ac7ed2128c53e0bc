import { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import type { Step } from "@/server/domain/step";
import { requireRun } from "./require-run";
import { countChildren, listChanges, readSteps } from "./step-store";
import type { RunRow } from "./store";
import { toStep } from "./to-step";

export const listStepsInput = z.strictObject({
  runId,
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.number().int().min(1).max(2000).default(500),
});

/** The steps that began or ended after a seq, in that order: one read serves the first load, the live view and a resume. */
export async function listSteps({ ctx, input }: { ctx: Context; input: z.infer<typeof listStepsInput> }) {
  const run = await requireRun(ctx, input.runId);
  return changedSteps(ctx, run, input.after, input.limit);
}

export async function changedSteps(ctx: Context, run: Pick<RunRow, "key" | "status" | "lastSeq">, after: number, limit: number) {
  const { key: runKey, status } = run;
  const changes = await listChanges(ctx.db, run, after, limit);
  const numbers = [...new Set(changes.map((change) => change.n))];
  const [rows, children] = await Promise.all([readSteps(ctx.db, runKey, numbers), countChildren(ctx.db, runKey, numbers)]);
  const now = Date.now();
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  const steps: Step[] = numbers.flatMap((n) => {
    const row = byNumber.get(n);
    return row ? [toStep(row, children.get(n) ?? 0, now, status)] : [];
  });
  return { steps, lastSeq: changes.at(-1)?.seq ?? after, hasMore: changes.length === limit };
}
