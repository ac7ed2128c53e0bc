import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import { textAfter, type LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { Step } from "@/server/domain/step";
import { runTopic } from "@/server/live/bus";
import { listen } from "@/server/live/wait-for-change";
import { detailOf } from "./get-run";
import { changedSteps } from "./list-steps";
import { requireRun } from "./require-run";
import { countChildren, readOpenSteps } from "./step-store";
import type { RunRow } from "./store";
import { toRunSummary } from "./to-run-summary";
import { toStep } from "./to-step";

export const watchRunInput = z.strictObject({
  runId,
  lastEventId: z.string().max(20).regex(/^\d+$/).nullish(),
  /** For who holds only what is in sight: of many changes at once it is said how many they are, not what. */
  thin: z.boolean().optional(),
});

type StepText = LiveText & { stepId: string };
/** `many`: so many changes came that their steps are not named; what is in sight is to be asked for again. */
export type RunDelta = { seq: number; run: RunSummary; steps: Step[]; texts: StepText[]; many?: number };

const mostSteps = 1000;
const calmMs = 30;
/** More changes than these are not worth naming to who asked for a thin stream, and come less often. */
const manyChanges = 400;
const calmOfManyMs = 100;

/** A run's changes since a seq, then live, until its end has been told. Resumed with the last seq seen: no gap, no repeat. */
export async function* watchRun({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.infer<typeof watchRunInput>;
  signal: AbortSignal;
}): AsyncGenerator<RunDelta> {
  const { key } = await requireRun(ctx, input.runId);
  const changes = listen(ctx.live, runTopic(key), signal);
  let seq = Number(input.lastEventId ?? 0);
  let recoveries: number | undefined;
  let status: string | undefined;
  const readTexts = followTexts(ctx, key);
  try {
    for (;;) {
      // The run first, its steps second: an ended run's steps are then all there.
      const row = await requireRun(ctx, input.runId);
      const changed = row.lastSeq - seq;
      const many = input.thin === true && changed > manyChanges;
      // Nothing of many is read: the run's own row says up to where it has come.
      let delta = many ? { steps: [], lastSeq: row.lastSeq, hasMore: false } : await changedSteps(ctx, row, seq, mostSteps);
      // After a crash the steps in flight begin again in place, and open ones wait with their run: neither has a new seq.
      if (!many && (recoveries !== row.recoveries || isMove(status, row.status)))
        delta = { ...delta, steps: [...(await openSteps(ctx, row)), ...delta.steps] };
      recoveries = row.recoveries;
      seq = delta.lastSeq;
      // Input and result may be large: they are said when they may have changed, with the status.
      const run = status === row.status ? toRunSummary(row, Date.now()) : await detailOf(ctx, row);
      status = row.status;
      yield { seq, run, steps: delta.steps, texts: readTexts(), ...(many ? { many: changed } : {}) };
      if (delta.hasMore) continue;
      if (hasEnded(row.status as RunStatus) || signal.aborted) return;
      await changes.next();
      // A run may change hundreds of times a second; nobody can see more than a few frames of it.
      await pause(many ? calmOfManyMs : calmMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  } finally {
    changes.close();
  }
}

const isMove = (before: string | undefined, now: string): boolean =>
  before !== now && (before === "waiting" || now === "waiting");

/** What has come of streamed texts since the last look; at the first look, what is there so far. */
function followTexts(ctx: Context, key: number): () => StepText[] {
  let seen = new Map<number, number>();
  return () => {
    const texts = ctx.engine.texts(key);
    const before = seen;
    seen = new Map([...texts].map(([n, { from, text }]) => [n, from + text.length]));
    return [...texts].flatMap(([n, text]) => {
      const next = textAfter(text, before.get(n) ?? 0);
      return next ? [{ stepId: n.toString(36), ...next }] : [];
    });
  };
}

async function openSteps(ctx: Context, { key: runKey, status }: RunRow): Promise<Step[]> {
  const rows = await readOpenSteps(ctx.db, runKey);
  const children = await countChildren(
    ctx.db,
    runKey,
    rows.map((row) => row.n),
  );
  return rows.map((row) => toStep(row, children.get(row.n) ?? 0, Date.now(), status));
}
