import type { z } from "zod";
import type { Context } from "@/server/context";
import type { runRef } from "@/server/domain/run";
import { nameOfPath } from "@/server/domain/step-path";
import { readPayloadHead } from "./payload-head-store";
import { requireRun } from "./require-run";
import { readFirstModelSteps } from "./step-store";

/** A profile, and the model that was asked through it. */
export type ModelUsed = { profile: string; model?: string };

const headChars = 600;

/** Which models a run asks, as its first calls show. */
export async function listModelsUsed({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof runRef>;
}): Promise<{ models: ModelUsed[] }> {
  const { key, modelCalls } = await requireRun(ctx, input.runId);
  if (modelCalls === 0) return { models: [] };
  const models = new Map<string, ModelUsed>();
  for (const { path, inputRef } of await readFirstModelSteps(ctx.db, key)) {
    const profile = nameOfPath(path);
    if (models.has(profile)) continue;
    const head = inputRef === null ? undefined : await readPayloadHead(ctx.db, inputRef, headChars);
    const model = modelIn(head?.head ?? "");
    models.set(profile, { profile, ...(model === undefined ? {} : { model }) });
  }
  return { models: [...models.values()] };
}

/** It stands at the beginning of what is recorded of a call. */
function modelIn(head: string): string | undefined {
  const [, text] = /^\{(?:"\w+":"(?:[^"\\]|\\.)*",)*"model":("(?:[^"\\]|\\.)*")/.exec(head) ?? [];
  return text === undefined ? undefined : (JSON.parse(text) as string);
}
