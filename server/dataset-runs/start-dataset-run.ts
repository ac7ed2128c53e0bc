import { checkRunnable } from "@/server/agents/check-runnable";
import { requireAgent } from "@/server/agents/require-agent";
import type { Context } from "@/server/context";
import type { DatasetRun, StartDatasetRunInput } from "@/server/domain/dataset-run";
import { datasetRunDefaults } from "@/server/domain/dataset-run-limits";
import { requireDataset, requireVersion } from "@/server/datasets/require-dataset";
import { itemsOfIds } from "@/server/datasets/run-items";
import { AppError } from "@/server/errors";
import type { Also } from "@/server/idempotency/make-once";
import { createRunId } from "@/server/runs/run-id";
import { checkScorers } from "./check-scorers";
import { chosenIds } from "./failed-items";
import { insertResultsOf } from "./result-store";
import { insertDatasetRun, readDatasetRun, type NewDatasetRun } from "./store";
import { toDatasetRun } from "./to-dataset-run";

type Start = { ctx: Context; input: StartDatasetRunInput; also?: Also };

/**
 * Makes a dataset run durable, then lets the engine go on with it. An item that does not fit the agent's schema is no
 * reason to refuse the others: its item-trials end as errors, and say why.
 */
export async function startDatasetRun({ ctx, input, also }: Start): Promise<{ run: DatasetRun }> {
  const dataset = await requireDataset(ctx, input.datasetId);
  const agent = await requireAgent(ctx, input.agentId);
  checkRunnable(ctx, agent, input.profiles ?? {});
  const scorers = input.scorers ?? [];
  checkScorers(ctx, scorers);
  const { version = dataset.version, trials = datasetRunDefaults.trials } = input;
  const itemCount = await countItems(ctx, dataset.id, version);
  const ids = await chosenIds(ctx, input);
  const items = ids ? await chosenItems(ctx, dataset.key, version, ids) : undefined;
  const totalItems = items?.length ?? itemCount;
  if (totalItems === 0) throw new AppError("conflict", `Version ${version} of ${dataset.name} has no items to run over.`);
  const now = Date.now();
  const run: NewDatasetRun = {
    key: ctx.db.nextDatasetRunKey(),
    id: createRunId(now).replace(/^run_/, "eval_"),
    datasetKey: dataset.key,
    datasetId: dataset.id,
    datasetVersion: version,
    agentId: agent.id,
    agentRevision: agent.revision,
    name: input.name ?? `${agent.name} on ${dataset.name}`,
    status: "pending",
    totalItems,
    trials,
    concurrency: input.concurrency ?? datasetRunDefaults.concurrency,
    itemTimeoutMs: input.itemTimeoutMs ?? agent.timeoutMs,
    maxRetries: input.maxRetries ?? datasetRunDefaults.maxRetries,
    scorers: JSON.stringify(scorers),
    profiles: JSON.stringify(input.profiles ?? {}),
    pendingCount: totalItems * trials,
    createdAt: now,
  };
  // A subset is written with the run: which items were meant is said nowhere else.
  const rows = items ? [insertResultsOf(run, items, { from: 0, trials })] : [];
  try {
    await ctx.db.write([insertDatasetRun(ctx.db, run), ...rows, ...(also?.(run.id) ?? [])]);
  } catch (cause) {
    await requireDataset(ctx, dataset.id);
    throw cause;
  }
  const made = await readDatasetRun(ctx.db, run.id);
  if (!made) throw new Error(`dataset run ${run.id} was written and is not there`);
  await ctx.engine.datasetRuns.begin(made.key);
  return { run: await toDatasetRun(ctx, made) };
}

async function countItems(ctx: Context, datasetId: string, version: number): Promise<number> {
  try {
    return (await requireVersion(ctx, datasetId, version)).itemCount;
  } catch (cause) {
    // The dataset is there, so it is the version that is not: a fault of what was sent.
    if (cause instanceof AppError && cause.kind === "not-found") throw unknown("version", cause.message, cause);
    throw cause;
  }
}

async function chosenItems(ctx: Context, datasetKey: number, version: number, ids: string[]) {
  const items = await itemsOfIds(ctx, { datasetKey, version }, ids);
  const found = new Set(items.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) throw unknown("itemIds", `Version ${version} of the dataset has no item ${missing}.`);
  return items;
}

function unknown(path: string, message: string, cause?: unknown): AppError {
  return new AppError("does-not-fit", message, { cause, faults: [{ path, message }] });
}
