import type { z } from "zod";
import type { Context } from "@/server/context";
import type { matchesInput, StepMatches } from "@/server/domain/step-window";
import { findSteps } from "./find-steps";
import { slowMs } from "./match-store";
import { requireRun } from "./require-run";
import { stepsByNumber } from "./to-steps";
import { readNumbersAbove } from "./tree-store";

const patienceMs = 150;
const mostAncestors = 2000;

/** The steps that fit, with all that is above them; asked again with `after` it goes on from there. */
export async function listMatches({ ctx, input }: { ctx: Context; input: z.infer<typeof matchesInput> }): Promise<StepMatches> {
  const run = await requireRun(ctx, input.runId);
  const { kinds, failed, minMs, q, after, limit } = input;
  const { key: runKey, lastSeq } = run;
  const search = { runKey, filter: { kinds, failed, minMs, q }, after, last: lastSeq, limit, patienceMs, now: Date.now() };
  // What an index answers is answered here; where steps have to be looked at, another thread does it.
  const isIndexed = failed === true || (minMs !== undefined && minMs >= slowMs);
  const found = isIndexed && q === undefined && !kinds ? await findSteps(ctx.db, search) : await ctx.surveys.find(search);
  const { numbers, above } = await withAncestors(ctx, runKey, found.numbers);
  const [steps, ancestors] = await Promise.all([stepsByNumber(ctx.db, run, numbers), stepsByNumber(ctx.db, run, above)]);
  const wasCut = numbers.length < found.numbers.length;
  const lookedTo = wasCut ? (steps.at(-1)?.begunSeq ?? found.after) : found.after;
  return { steps, ancestors, after: lookedTo, lastSeq, hasMore: lookedTo < lastSeq };
}

/** Of a deep tree fewer matches make a page: with each may come all that is above it. */
async function withAncestors(ctx: Context, runKey: number, found: number[]) {
  for (let numbers = found; ; numbers = numbers.slice(0, numbers.length >> 1)) {
    const above = await readNumbersAbove(ctx.db, runKey, numbers);
    if (above.length <= mostAncestors || numbers.length <= 1) return { numbers, above };
  }
}
