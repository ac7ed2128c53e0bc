import type { z } from "zod";
import type { Context } from "@/server/context";
import type { matchesInput, StepMatches } from "@/server/domain/step-window";
import { findSteps } from "./find-steps";
import { slowMs } from "./match-store";
import { requireRun } from "./require-run";
import { stepsByNumber } from "./to-steps";
import { readNumbersAbove } from "./tree-store";

const patienceMs = 150;

/** The steps that fit, with all that is above them; asked again with `after` it goes on from there. */
export async function listMatches({ ctx, input }: { ctx: Context; input: z.infer<typeof matchesInput> }): Promise<StepMatches> {
  const run = await requireRun(ctx, input.runId);
  const { kinds, failed, minMs, q, after, limit } = input;
  const { key: runKey, lastSeq } = run;
  const search = { runKey, filter: { kinds, failed, minMs, q }, after, last: lastSeq, limit, patienceMs, now: Date.now() };
  // What an index answers is answered here; where steps have to be looked at, another thread does it.
  const isIndexed = failed === true || (minMs !== undefined && minMs >= slowMs);
  const found = isIndexed && q === undefined && !kinds ? await findSteps(ctx.db, search) : await ctx.surveys.find(search);
  const above = await readNumbersAbove(ctx.db, runKey, found.numbers);
  const [steps, ancestors] = await Promise.all([stepsByNumber(ctx.db, run, found.numbers), stepsByNumber(ctx.db, run, above)]);
  return { steps, ancestors, after: found.after, lastSeq, hasMore: found.after < lastSeq };
}
