import type { z } from "zod";
import type { Context } from "@/server/context";
import type { NextFailed, nextFailedInput } from "@/server/domain/step-window";
import { placeStep } from "./find-ancestors";
import { findFailed } from "./match-store";
import { requireRun } from "./require-run";

/** The next or previous step that failed, in the order they began; round the corner if there is none on that side. */
export async function nextFailed({
  ctx,
  input: { runId, from, direction },
}: {
  ctx: Context;
  input: z.infer<typeof nextFailedInput>;
}): Promise<NextFailed | null> {
  const run = await requireRun(ctx, runId);
  const beyond = direction === "next" ? -1 : Number.MAX_SAFE_INTEGER;
  const near = await findFailed(ctx.db, { runKey: run.key, from, direction });
  const n = near ?? (await findFailed(ctx.db, { runKey: run.key, from: beyond, direction }));
  const placed = n === undefined ? undefined : await placeStep(ctx, run, n);
  return placed ? { ...placed, wrapped: near === undefined } : null;
}
