import type { Statement } from "@/db/statement";
import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { checkAgainstSchema } from "@/server/agents/check-against-schema";
import { checkRunnable } from "@/server/agents/check-runnable";
import { requireAgent } from "@/server/agents/require-agent";
import { copyArtifacts } from "@/server/artifacts/copy-artifacts";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { runId } from "@/server/domain/ids";
import { firstGrafted } from "@/server/domain/grafted-step";
import { json, type Json } from "@/server/domain/json";
import type { ProfileOverrides } from "@/server/domain/model-profile";
import { planRerun, type PlannedStep, type RerunPlan } from "@/server/domain/rerun-plan";
import { startRunInput, staticInputs, type RunSummary } from "@/server/domain/run";
import type { StepStatus } from "@/server/domain/step-kind";
import { encodeName } from "@/server/domain/step-path";
import { AppError } from "@/server/errors";
import { copyForRerun } from "./copy-for-rerun";
import { detailOf } from "./get-run";
import type { Also } from "@/server/idempotency/make-once";
import { refuseForeign } from "./refuse-foreign";
import { requireRun } from "./require-run";
import { createRunId } from "./run-id";
import { copyPayloads, insertPayloads } from "./payload-store";
import { insertSteps, readAllSteps, type StepRow } from "./step-store";
import { insertRuns, readRunByKey, type NewRun, type RunRow } from "./store";

export const rerunBody = startRunInput.pick({ name: true, tags: true, timeoutMs: true, profiles: true }).extend({
  fromPath: z.string().min(1).max(40_000).optional().describe("What had ended before this step is taken over"),
  input: json.optional().describe("Another input, of a run from its beginning"),
  staticInputs: staticInputs.optional().describe("By a step's path: what it is given in place of what the code gives it"),
});
export const rerunInput = rerunBody.extend({ runId });
export type RerunInput = z.infer<typeof rerunInput>;

/** A new run of the same agent; from a path on, with what came before it taken over. */
export async function rerunRun({
  ctx,
  input,
  also,
}: {
  ctx: Context;
  input: RerunInput;
  also?: Also;
}): Promise<{ run: RunSummary }> {
  const source = await requireRun(ctx, input.runId);
  refuseForeign(source, "cannot be run again here: its code is where it ran");
  const agent = await requireAgent(ctx, source.agentId);
  checkRunnable(ctx, agent, input.profiles ?? (JSON.parse(source.profiles) as ProfileOverrides));
  if (input.fromPath !== undefined && input.input !== undefined)
    throw refused("input", "Give an input or a path to go on from, not both. A step's input is changed by staticInputs.");
  const faults =
    input.input === undefined ? [] : checkAgainstSchema(JSON.parse(agent.inputSchema) as JsonSchema, input.input, "input");
  if (faults.length > 0)
    throw new AppError("does-not-fit", `The input does not fit: ${faults[0]?.path} ${faults[0]?.message}.`, { faults });

  // In the source's turn: nobody deletes it between our reading and our writing.
  const key = await ctx.engine.inTurn(source.key, () => writeRerun({ ctx, input, also, source, agent }));
  ctx.live.publish("runs");
  ctx.engine.wake();
  const row = await readRunByKey(ctx.db, key);
  if (!row) throw new Error("a run was written and is not there");
  return { run: await detailOf(ctx, row) };
}

type Write = { ctx: Context; input: RerunInput; also: Also | undefined; source: RunRow; agent: { id: string; revision: string } };

async function writeRerun({ ctx, input, also, source, agent }: Write): Promise<number> {
  await requireRun(ctx, source.id);
  const now = Date.now();
  const rows: StepRow[] = [];
  // Steps told of from elsewhere are none to the code: nothing can go on from them.
  if (input.fromPath !== undefined)
    for await (const part of readAllSteps(ctx.db, source.key)) rows.push(...part.filter(({ n }) => n < firstGrafted));
  const plan = input.fromPath === undefined ? undefined : planFrom(rows, input.fromPath);
  for (const path of Object.keys(input.staticInputs ?? {}))
    if (plan?.reused.some((step) => step.path === path))
      throw refused(
        `staticInputs.${path}`,
        `${path} is taken over from the earlier run and does not run. Go on from it, or from before it.`,
      );
  const copies = new PayloadCopies(ctx.db);
  const inputRef = input.input === undefined ? copies.copy(source.inputRef) : ctx.db.nextPayloadId();
  const run = newRun(ctx, source, agent.revision, input, inputRef, now);
  const root = { path: encodeName(agent.id), inputRef };
  const copyPayload = (ref: number | null): number | null => copies.copy(ref);
  const copied =
    plan && plan.reused.length > 0
      ? copyForRerun({ copyPayload, plan, rows, sourceRunId: source.id, runKey: run.key, root, now })
      : undefined;
  const reused = new Set(plan?.reused.map((step) => step.n));
  const artifacts = await copyArtifacts({ db: ctx.db, from: source.key, to: run.key, steps: rows, reused });
  await ctx.db.write([
    ...(input.input === undefined || inputRef === null
      ? []
      : insertPayloads([{ id: inputRef, body: JSON.stringify(input.input), shared: 0 }])),
    ...copies.statements(),
    insertRuns([copied ? { ...run, lastSeq: copied.lastSeq, steps: copied.rows.length } : run]),
    ...(copied ? [insertSteps(copied.rows)] : []),
    ...artifacts,
    ...(also?.(run.id) ?? []),
  ]);
  return run.key;
}

/** Values that are wanted again under numbers of their own, so that each run can be deleted by itself. */
class PayloadCopies {
  readonly #db: Context["db"];
  readonly #pairs: [from: number, to: number][] = [];

  constructor(db: Context["db"]) {
    this.#db = db;
  }

  copy(ref: number | null): number | null {
    if (ref === null) return null;
    const to = this.#db.nextPayloadId();
    this.#pairs.push([ref, to]);
    return to;
  }

  statements(): Statement[] {
    return this.#pairs.length > 0 ? copyPayloads(this.#pairs) : [];
  }
}

/** Take numbers go on from the source's, so that the numbers of new steps do not meet those taken over. */
function newRun(
  ctx: Context,
  source: RunRow,
  agentRevision: string,
  input: RerunInput,
  inputRef: number | null,
  now: number,
): NewRun & { key: number } {
  const carried = JSON.parse(source.staticInputs) as Record<string, Json>;
  return {
    key: ctx.db.nextRunKey(),
    id: createRunId(now, { rerun: true }),
    agentId: source.agentId,
    agentRevision,
    status: "pending",
    createdAt: now,
    inputRef,
    take: source.take,
    name: input.name ?? source.name,
    timeoutMs: input.timeoutMs ?? source.timeoutMs,
    roomId: source.roomId,
    entityId: source.entityId,
    messageId: source.messageId,
    flow: source.flow,
    rerunOf: source.id,
    rerunFromPath: input.fromPath ?? null,
    tags: input.tags ? JSON.stringify(input.tags) : source.tags,
    metadata: source.metadata,
    staticInputs: JSON.stringify({ ...carried, ...input.staticInputs }),
    profiles: input.profiles ? JSON.stringify(input.profiles) : source.profiles,
  };
}

function planFrom(rows: StepRow[], fromPath: string): RerunPlan {
  const steps: PlannedStep[] = rows.map(({ n, parent, path, status, begunSeq, endedSeq }) => ({
    n,
    parent,
    path,
    status: status as StepStatus,
    begunSeq,
    endedSeq,
  }));
  const plan = planRerun(steps, fromPath);
  if (plan) return plan;
  const near = nearest(
    rows.map((row) => row.path),
    fromPath,
  );
  throw refused(
    "fromPath",
    `The run has no step ${fromPath}. ${near.length > 0 ? `Nearest are ${near.join(", ")}.` : "It has no steps."}`,
  );
}

const mostCompared = 20_000;

function nearest(paths: string[], wanted: string): string[] {
  return [...new Set(paths)]
    .slice(0, mostCompared)
    .map((path) => ({ path, far: distance(path, wanted) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ path }) => path);
}

function refused(path: string, detail: string): AppError {
  return new AppError("bad-input", detail, { faults: [{ path, message: detail }] });
}
