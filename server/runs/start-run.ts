import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { checkAgainstSchema } from "@/server/agents/check-against-schema";
import { checkRunnable } from "@/server/agents/check-runnable";
import { requireAgent } from "@/server/agents/require-agent";
import type { Json } from "@/server/domain/json";
import type { RunSummary, StartRunInput } from "@/server/domain/run";
import { encodeName } from "@/server/domain/step-path";
import { AppError } from "@/server/errors";
import { createRunId } from "./run-id";
import { detailOf } from "./get-run";
import type { Also } from "@/server/idempotency/make-once";
import { insertPayloads } from "./payload-store";
import { insertRuns, rowOf, type NewRun } from "./store";

/** Makes a run durable, then lets the engine know. What does not fit the agent's schema never becomes a run. */
export async function startRun({
  ctx,
  input,
  also,
  parent,
}: {
  ctx: Context;
  input: StartRunInput;
  also?: Also;
  parent?: { parentRunId: string; parentStep: number };
}): Promise<{ run: RunSummary }> {
  const agent = await requireAgent(ctx, input.agentId);
  checkRunnable(ctx, agent, input.profiles ?? {});
  const faults = checkAgainstSchema(JSON.parse(agent.inputSchema) as JsonSchema, input.input, "input");
  if (faults.length > 0)
    throw new AppError(
      "does-not-fit",
      `The input does not fit what ${agent.id} takes: ${faults[0]?.path} ${faults[0]?.message}.`,
      { faults },
    );
  const now = Date.now();
  const inputRef = ctx.db.nextPayloadId();
  const run: NewRun & { key: number } = {
    key: ctx.db.nextRunKey(),
    id: createRunId(now, { prefix: input.runIdPrefix }),
    agentId: agent.id,
    agentRevision: agent.revision,
    status: "pending",
    createdAt: now,
    inputRef,
    name: input.name ?? null,
    timeoutMs: input.timeoutMs ?? agent.timeoutMs,
    roomId: input.roomId ?? null,
    entityId: input.entityId ?? null,
    messageId: input.messageId ?? null,
    tags: JSON.stringify(input.tags ?? []),
    metadata: JSON.stringify(input.metadata ?? {}),
    staticInputs: JSON.stringify({ ...projectInputs(ctx, agent.id), ...input.staticInputs }),
    flow: input.flow ?? null,
    profiles: JSON.stringify(input.profiles ?? {}),
    ...parent,
  };
  const payload = insertPayloads([{ id: inputRef, body: JSON.stringify(input.input), shared: 0 }]);
  await ctx.db.write([...payload, insertRuns([run]), ...(also?.(run.id) ?? [])]);
  ctx.live.publish("runs");
  ctx.engine.wake();
  return { run: await detailOf(ctx, rowOf(run)) };
}

/** The project's own static inputs for steps of this agent; decided now, whatever its file says later. */
export function projectInputs(ctx: Context, agentId: string): Record<string, Json> {
  const root = encodeName(agentId);
  const inputs = Object.entries(ctx.engine.project().settings.staticInputs ?? {});
  return Object.fromEntries(inputs.filter(([path]) => path === root || path.startsWith(`${root}.`)));
}
