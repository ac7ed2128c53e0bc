import type { z } from "zod";
import type { Context } from "@/server/context";
import { findDataset, findVersion } from "@/server/datasets/find-version";
import type { datasetRunRef } from "@/server/domain/dataset-run";
import type { ProfileOverrides } from "@/server/domain/model-profile";
import type { ScorerChoice } from "@/server/domain/score";
import { readNeighbours } from "./figure-store";
import { readPlaces } from "./item-result-store";
import { requireDatasetRun } from "./require-dataset-run";
import type { DatasetRunRow } from "./store";

export type Surroundings = {
  dataset: { name: string; version: number };
  /** How many items the version has; the run may be over some of them only. */
  itemsOfVersion?: number;
  older?: string;
  newer?: string;
  settings: {
    scorers: ScorerChoice[];
    itemTimeoutMs?: number;
    maxRetries: number;
    profiles: ProfileOverrides;
    /** Where it is over some of the version's items, and they are not too many to name. */
    itemIds?: string[];
  };
};

const mostNamed = 5000;

/** What belongs around a dataset run: its dataset, the runs before and after it, and what it was started with. */
export async function getSurroundings({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof datasetRunRef>;
}): Promise<Surroundings> {
  const run = await requireDatasetRun(ctx, input);
  const [dataset, version, { older, newer }] = await Promise.all([
    findDataset(ctx.db, run.datasetId),
    findVersion(ctx.db, run.datasetKey, run.datasetVersion),
    readNeighbours(ctx.db, run),
  ]);
  const isPart = version?.itemCount !== run.totalItems;
  return {
    dataset: { name: dataset?.name ?? run.datasetId, version: dataset?.version ?? run.datasetVersion },
    ...(version ? { itemsOfVersion: version.itemCount } : {}),
    ...(older === undefined ? {} : { older }),
    ...(newer === undefined ? {} : { newer }),
    settings: {
      scorers: JSON.parse(run.scorers) as ScorerChoice[],
      ...(run.itemTimeoutMs === null ? {} : { itemTimeoutMs: run.itemTimeoutMs }),
      maxRetries: run.maxRetries,
      profiles: JSON.parse(run.profiles) as ProfileOverrides,
      ...(isPart && run.totalItems * run.trials <= mostNamed ? { itemIds: await itemIdsOf(ctx, run) } : {}),
    },
  };
}

async function itemIdsOf({ db }: Context, { key, totalItems, trials }: DatasetRunRow): Promise<string[]> {
  const places = await readPlaces(db, key, 0, totalItems * trials);
  return [...new Set(places.map(({ itemId }) => itemId))];
}
