import { z } from "zod";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { runId } from "@/server/domain/ids";
import { requireRun } from "./require-run";
import { readPayloads, wholeValue } from "./payload-store";
import { readOpenInputs } from "./step-store";
import { readWaitingChildren } from "./family-store";
import { listRuns } from "./list-store";
import type { RunRow } from "./store";
import { toStepId } from "./to-step";

export const listQuestionsInput = z.strictObject({ runId: runId.optional() });

export type Question = {
  runId: string;
  agentId: string;
  runName?: string;
  stepId: string;
  path: string;
  prompt?: string;
  schema: JsonSchema;
  askedAt: number;
};

const mostRuns = 50;

/** What people are asked just now, by one run or by all that wait, longest waiting last. */
export async function listQuestions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listQuestionsInput>;
}): Promise<{ questions: Question[] }> {
  const runs =
    input.runId === undefined
      ? await listRuns(ctx.db, { status: ["waiting"] }, undefined, mostRuns)
      : await withWaitingChildren(ctx, await requireRun(ctx, input.runId));
  return { questions: (await Promise.all(runs.map((run) => questionsOf(ctx, run)))).flat() };
}

/** A run may wait because one that it started does: the question is that one's. */
async function withWaitingChildren(ctx: Context, run: RunRow): Promise<RunRow[]> {
  const all = [run];
  for (const one of all) if (all.length < mostRuns) all.push(...(await readWaitingChildren(ctx.db, one.id, mostRuns)));
  return all;
}

async function questionsOf(ctx: Context, run: RunRow): Promise<Question[]> {
  const steps = await readOpenInputs(ctx.db, run.key);
  const asked = await readPayloads(
    ctx.db,
    steps.flatMap((step) => step.inputRef ?? []),
    wholeValue,
  );
  return steps.map((step) => {
    const body = step.inputRef === null ? undefined : asked.get(step.inputRef)?.body;
    const { schema = {}, prompt } = JSON.parse(body ?? "{}") as { schema?: JsonSchema; prompt?: string | null };
    return {
      runId: run.id,
      agentId: run.agentId,
      stepId: toStepId(step.n),
      path: step.path,
      schema,
      askedAt: step.startedAt,
      ...(typeof prompt === "string" ? { prompt } : {}),
      ...(run.name === null ? {} : { runName: run.name }),
    };
  });
}
