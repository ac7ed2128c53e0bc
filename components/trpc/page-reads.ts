import { notFound } from "next/navigation";
import type { DatasetAddress } from "@/components/datasets/dataset-address";
import { itemRowsInput } from "@/components/datasets/items/item-rows-input";
import { asLarge } from "@/components/values/value-view";
import type { Agent } from "@/server/domain/agent";
import { datasetRef, type Dataset } from "@/server/domain/dataset";
import { agentId, runId } from "@/server/domain/ids";
import type { Json } from "@/server/domain/json";
import type { RunSummary } from "@/server/domain/run";
import { getQueryClient, orNotFound, trpc } from "./server";

/** The reads that decide whether a page exists. What they find is hydrated, so the browser does not ask again. */
export async function readAgent(id: string): Promise<Agent> {
  if (!agentId.safeParse(id).success) notFound();
  return (await orNotFound(getQueryClient().fetchQuery(trpc.agents.get.queryOptions({ agentId: id })))).agent;
}

export async function readRun(ids: { agentId: string; runId: string }): Promise<RunSummary> {
  if (!agentId.safeParse(ids.agentId).success || !runId.safeParse(ids.runId).success) notFound();
  const { run } = await orNotFound(getQueryClient().fetchQuery(trpc.runs.get.queryOptions({ runId: ids.runId })));
  // A run is at its own agent's address, and nowhere else.
  if (run.agentId !== ids.agentId) notFound();
  return run;
}

export async function readDataset(datasetId: string): Promise<Dataset> {
  const ref = datasetRef.safeParse({ datasetId });
  if (!ref.success) notFound();
  return (await orNotFound(getQueryClient().fetchQuery(trpc.datasets.get.queryOptions(ref.data)))).dataset;
}

/** The table's first window, drawn by the server. A search may take its time: the browser asks for that. */
export async function readFirstItems(dataset: Dataset, { tab, version = dataset.version, q }: DatasetAddress): Promise<void> {
  if (tab !== "items" || q !== undefined) return;
  await getQueryClient().prefetchQuery(trpc.datasets.itemRows.queryOptions(itemRowsInput(dataset.id, version, 0)));
}

/** What a run's page shows besides; it streams in. */
export function prefetchRunParts(run: RunSummary): void {
  const client = getQueryClient();
  const ref = { runId: run.runId };
  void client.prefetchQuery(trpc.runs.outline.queryOptions(ref));
  void client.prefetchQuery(trpc.runs.lineage.queryOptions(ref));
  void client.prefetchQuery(trpc.agents.get.queryOptions({ agentId: run.agentId }));
  if (run.status === "waiting") void client.prefetchQuery(trpc.runs.questions.queryOptions(ref));
}

/** The input of an earlier run, to start from; none where there is no such run, or it is too large for a form. */
export async function readRunInput(from: string | string[] | undefined, of: string): Promise<Json | undefined> {
  if (typeof from !== "string" || !runId.safeParse(from).success) return undefined;
  try {
    const { run } = await getQueryClient().fetchQuery(trpc.runs.get.queryOptions({ runId: from }));
    return run.agentId === of && run.input !== undefined && !asLarge(run.input) ? run.input : undefined;
  } catch {
    return undefined;
  }
}
