import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Step } from "@/server/domain/step";
import type { ancestorsInput, PlacedStep } from "@/server/domain/step-window";
import { AppError } from "@/server/errors";
import { inParts } from "@/server/live/kept-answer";
import { listOrphans } from "./list-orphans";
import { requireRun } from "./require-run";
import type { RunRow } from "./store";
import { fromStepId } from "./to-step";
import { stepsByNumber } from "./to-steps";
import { countRoots, findByPath, readNumbersAbove } from "./tree-store";

/** A step and all that is above it: what to unfold to bring it into view. */
export async function findAncestors({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof ancestorsInput>;
}): Promise<PlacedStep> {
  const run = await requireRun(ctx, input.runId);
  const n = "path" in input ? await numberOfPath(ctx, run, input.path) : fromStepId(input.stepId);
  const placed = n !== undefined && Number.isSafeInteger(n) ? await placeStep(ctx, run, n) : undefined;
  if (!placed) throw new AppError("not-found", `The run has no step ${"path" in input ? `at ${input.path}` : input.stepId}.`);
  return placed;
}

export async function placeStep(ctx: Context, run: RunRow, n: number): Promise<PlacedStep | undefined> {
  const steps = await stepsByNumber(ctx.db, run, [n, ...(await readNumbersAbove(ctx.db, run.key, [n]))]);
  const [step] = steps;
  if (!step || fromStepId(step.id) !== n) return undefined;
  const ancestors = above(step, new Map(steps.map((one) => [one.id, one])));
  return { step, ancestors, rootPlace: await placeAmongRoots(ctx, run, ancestors[0] ?? step) };
}

async function placeAmongRoots(ctx: Context, run: RunRow, { id, parentId, ordinal }: Step): Promise<number | undefined> {
  if (parentId === undefined) return ordinal;
  const at = (await listOrphans(ctx, run)).indexOf(fromStepId(id));
  return at < 0 ? undefined : at + (await countRoots(ctx.db, run.key));
}

/** From the root down. */
function above(step: Step, byId: ReadonlyMap<string, Step>): Step[] {
  const ancestors = new Set<Step>();
  let parent = step.parentId === undefined ? undefined : byId.get(step.parentId);
  while (parent && parent !== step && !ancestors.has(parent)) {
    ancestors.add(parent);
    parent = parent.parentId === undefined ? undefined : byId.get(parent.parentId);
  }
  return [...ancestors].toReversed();
}

/** Paths have no index, for each would cost every step recorded: they are looked through, some at a time. */
const numbersAtOnce = 4000;

async function numberOfPath(ctx: Context, { key, lastSeq }: RunRow, path: string): Promise<number | undefined> {
  let found: number | undefined;
  let from = 0;
  await inParts(async () => {
    found = await findByPath(ctx.db, key, path, { from, to: from + numbersAtOnce });
    from += numbersAtOnce;
    return found === undefined && from <= lastSeq;
  });
  return found;
}
