import type { z } from "zod";
import type { Context } from "@/server/context";
import type { ChildWindow, childrenInput, OrdinalGap } from "@/server/domain/step-window";
import { AppError } from "@/server/errors";
import { listOrphans } from "./list-orphans";
import { requireRun } from "./require-run";
import { countChildren, readSteps } from "./step-store";
import type { RunRow } from "./store";
import { fromStepId } from "./to-step";
import { stepsByNumber, toSteps } from "./to-steps";
import { countRoots, readChildren, readRoots } from "./tree-store";

/** A window of one step's children, or of what stands at the top. */
export async function listChildren({
  ctx,
  input: { runId, parent, ...wanted },
}: {
  ctx: Context;
  input: z.infer<typeof childrenInput>;
}): Promise<ChildWindow> {
  const run = await requireRun(ctx, runId);
  if (parent === null) return rootWindow(ctx, run, wanted);
  const n = fromStepId(parent);
  const window = Number.isSafeInteger(n) ? await childWindow(ctx, run, n, wanted) : undefined;
  if (!window) throw new AppError("not-found", `The run has no step ${parent}.`);
  return window;
}

type Wanted = { offset: number; limit: number; last?: boolean };
const offsetOf = ({ offset, limit, last }: Wanted, total: number): number => (last ? Math.max(0, total - limit) : offset);

/** Nothing if there is no such step. */
async function childWindow(ctx: Context, run: RunRow, parent: number, wanted: Wanted) {
  const total = (await countChildren(ctx.db, run.key, [parent])).get(parent) ?? 0;
  if (total === 0 && (await readSteps(ctx.db, run.key, [parent])).length === 0) return undefined;
  const offset = offsetOf(wanted, total);
  const range = { from: offset, to: offset + wanted.limit };
  const rows = await readChildren(ctx.db, run.key, parent, range);
  return { offset, steps: await toSteps(ctx.db, run, rows), total, absent: gapsBetween(rows, offset, Math.min(range.to, total)) };
}

/** True roots first, then the orphans, in the order they began. */
export async function rootWindow(ctx: Context, run: RunRow, wanted: Wanted): Promise<ChildWindow> {
  const [roots, orphans] = await Promise.all([countRoots(ctx.db, run.key), listOrphans(ctx, run)]);
  const offset = offsetOf(wanted, roots + orphans.length);
  const to = offset + wanted.limit;
  const rows = await readRoots(ctx.db, run.key, { from: offset, to });
  const further = orphans.slice(Math.max(0, offset - roots), Math.max(0, to - roots));
  return {
    offset,
    steps: [...(await toSteps(ctx.db, run, rows)), ...(await stepsByNumber(ctx.db, run, further))],
    total: roots + orphans.length,
    absent: gapsBetween(rows, offset, Math.min(to, roots)),
  };
}

/** A re-run takes over some of several siblings that ran side by side; the numbers of the others are nobody's. */
function gapsBetween(rows: { ordinal: number }[], from: number, to: number): OrdinalGap[] {
  const gaps: OrdinalGap[] = [];
  let next = from;
  for (const { ordinal } of [...rows, { ordinal: to }]) {
    if (ordinal > next) gaps.push({ from: next, to: ordinal });
    next = ordinal + 1;
  }
  return gaps;
}
