import type { z } from "zod";
import type { Context } from "@/server/context";
import type { datasetRef } from "@/server/domain/dataset";
import { AppError } from "@/server/errors";
import { removeAllRows } from "./clean-rows";
import { countVersions, deleteDatasetRow, readRunKeys } from "./cleaning-store";
import { inDatasetTurn } from "./dataset-turns";
import { requireDataset } from "./require-dataset";
import type { DatasetRow } from "./store";

/** What goes with a dataset, and which of its runs stand in the way. */
export type Attached = { items: number; versions: number; runs: number; unfinishedRuns: string[] };

type Call = { ctx: Context; input: z.infer<typeof datasetRef> };

async function attachedTo({ db }: Context, row: DatasetRow): Promise<Attached> {
  const runs = await readRunKeys(db, row.key);
  return {
    items: row.itemCount,
    versions: await countVersions(db, row.key),
    runs: runs.length,
    unfinishedRuns: runs.filter((run) => run.isUnfinished === 1).map(({ id }) => id),
  };
}

/** Said before it is asked for. */
export async function getAttached({ ctx, input }: Call): Promise<Attached> {
  return attachedTo(ctx, await requireDataset(ctx, input.datasetId));
}

/** Takes a dataset away with all its versions and its dataset runs. The runs of its items stay: they are runs of their agents. */
export async function deleteDataset({ ctx, input }: Call): Promise<{ deleted: Attached }> {
  const { key } = await requireDataset(ctx, input.datasetId);
  return inDatasetTurn(ctx, key, async () => {
    const attached = await attachedTo(ctx, await requireDataset(ctx, input.datasetId));
    refuseUnfinished(attached);
    const [gone] = await ctx.db.write([deleteDatasetRow(key)]);
    // A dataset run that was started after we looked keeps it.
    if (!gone?.rowsAffected) {
      refuseUnfinished(await attachedTo(ctx, await requireDataset(ctx, input.datasetId)));
      throw new AppError("conflict", "A dataset run of it was started just now. Nothing was deleted: try again.");
    }
    ctx.live.publish("datasets");
    await removeAllRows(ctx, key);
    return { deleted: attached };
  });
}

function refuseUnfinished({ unfinishedRuns: [id, ...others] }: Attached): void {
  if (id === undefined) return;
  const which = others.length > 0 ? `${id} and ${others.length} more are` : `${id} is`;
  throw new AppError("conflict", `The dataset run ${which} not finished. Cancel first, or wait for the end.`);
}
