import { z } from "zod";
import type { Context } from "@/server/context";
import { runId, stepId } from "@/server/domain/ids";
import type { Step } from "@/server/domain/step";
import { stepStatus } from "@/server/domain/step-schema";
import { AppError } from "@/server/errors";
import { fewSteps, findPage } from "./find-steps";
import { countGrafts } from "./graft-store";
import { requireRun } from "./require-run";
import { countChildren, readStepsBegunAfter } from "./step-store";
import type { RunRow } from "./store";
import { fromStepId } from "./to-step";
import { stepsByNumber, toSteps } from "./to-steps";
import { readChildren } from "./tree-store";

export const listStepWindowInput = z.strictObject({
  runId,
  parent: stepId.optional().describe("The children of this step; all steps where not said"),
  offset: z.number().int().min(0).max(1e9).default(0),
  limit: z.number().int().min(1).max(1000).default(200),
  minMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe("That took at least so long"),
  status: z.array(stepStatus).max(10).optional(),
  q: z.string().min(1).max(200).optional().describe("A text in name, path or preview, whatever its case"),
});

/** A part of a run's tree: the children of one step in their order, or all steps in the order they began. */
export async function listStepWindow({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listStepWindowInput>;
}): Promise<{ steps: Step[]; total: number }> {
  const run = await requireRun(ctx, input.runId);
  const parent = input.parent === undefined ? undefined : fromStepId(input.parent);
  if (Number.isNaN(parent)) throw new AppError("not-found", `The run has no step ${input.parent}.`);
  const { offset, limit, minMs, q } = input;
  const statuses = run.status === "waiting" && input.status ? asRecorded(input.status) : input.status;
  if (minMs === undefined && q === undefined && !statuses)
    return parent === undefined ? inOrder(ctx, run, offset, limit) : under(ctx, run, parent, offset, limit);
  // Children stand in the order of their ordinals, which are from 0 on; all steps in the order of the run's own numbers.
  const all = parent === undefined ? { after: 0, last: run.lastSeq } : { after: -1, last: (await countOf(ctx, run, parent)) - 1 };
  const search = { runKey: run.key, filter: { parent, minMs, statuses, q }, ...all, now: Date.now(), offset, limit };
  const { numbers, total } = run.steps <= fewSteps ? await findPage(ctx.db, search) : await ctx.surveys.findPage(search);
  return { steps: await stepsByNumber(ctx.db, run, numbers), total };
}

async function inOrder(ctx: Context, run: RunRow, offset: number, limit: number) {
  const after = await ctx.surveys.beginPlaces.before(run.key, offset);
  const rows = after === undefined ? [] : await readStepsBegunAfter(ctx.db, run.key, after, limit);
  return { steps: await toSteps(ctx.db, run, rows), total: run.steps + (await countGraftsOf(ctx, run)) };
}

/** What a run made here counts is what its own code did. */
const countGraftsOf = async (ctx: Context, { key, origin }: RunRow): Promise<number> =>
  origin === null ? countGrafts(ctx.db, key) : 0;

async function under(ctx: Context, run: RunRow, parent: number, offset: number, limit: number) {
  const rows = await readChildren(ctx.db, run.key, parent, { from: offset, to: offset + limit });
  return { steps: await toSteps(ctx.db, run, rows), total: await countOf(ctx, run, parent) };
}

const countOf = async (ctx: Context, run: RunRow, parent: number): Promise<number> =>
  (await countChildren(ctx.db, run.key, [parent])).get(parent) ?? 0;

/** Of a run that waits, what is recorded as running is shown as waiting. */
function asRecorded(shown: string[]): string[] {
  return shown.filter((status) => status !== "running").concat(shown.includes("waiting") ? "running" : []);
}
