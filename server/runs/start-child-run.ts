import type { Context } from "@/server/context";
import type { ChildStart } from "@/server/domain/host-protocol";
import type { Json } from "@/server/domain/json";
import { startRunInput } from "@/server/domain/run";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { AppError } from "@/server/errors";
import { startRun } from "./start-run";
import { markSteps } from "./step-store";
import { readChild } from "./family-store";
import { readRun, readRunByKey, type RunRow } from "./store";

/** An agent that starts itself would go on until the disk is full. */
const deepest = 32;

/** Orphaned: the run that asked has ended while this one was being written. */
type StartedChild = { child: RunRow; orphaned: boolean };
type Start = { ctx: Context; key: number; n: number; start: ChildStart };

/** Starts the run a step of another run asks for, once: when the step is taken up again, its run is there already. */
export async function startChildRun({ ctx, key, n, start }: Start): Promise<StartedChild> {
  const parent = await readRunByKey(ctx.db, key);
  if (!parent || hasEnded(parent.status as RunStatus)) throw new AppError("conflict", "The run that asked has ended.");
  const known = await readChild(ctx.db, parent.id, n);
  if (known) return { child: known, orphaned: false };
  await checkDepth(ctx, parent);
  const { input, ...rest } = start;
  const wanted = startRunInput.safeParse({ ...rest, input: JSON.parse(input) as Json });
  if (!wanted.success) {
    const issue = wanted.error.issues[0];
    throw new AppError("bad-input", `A run of ${start.agentId} cannot start: ${issue?.path.join(".")} ${issue?.message}.`);
  }
  await startRun({
    ctx,
    input: wanted.data,
    parent: { parentRunId: parent.id, parentStep: n },
    also: (runId) => [markSteps(key, [n], "childRun", { runId, agentId: start.agentId })],
  });
  const child = await readChild(ctx.db, parent.id, n);
  const now = await readRunByKey(ctx.db, key);
  if (!child) throw new Error(`the run of step ${n} of ${parent.id} was written and is not there`);
  return { child, orphaned: !now || hasEnded(now.status as RunStatus) };
}

async function checkDepth(ctx: Context, parent: RunRow): Promise<void> {
  let depth = 1;
  for (let row: RunRow | undefined = parent; row?.parentRunId; row = await readRun(ctx.db, row.parentRunId))
    if (++depth > deepest)
      throw new AppError(
        "conflict",
        `Runs are started ${deepest} deep inside each other. Does an agent start itself without end?`,
      );
}
