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

/** One that is being cancelled has not ended before its last item has. */
function isUnfinished({ status, endedAt }: { status: string; endedAt: number | null }): boolean {
  return ["pending", "running", "waiting"].includes(status) || (status === "cancelled" && endedAt === null);
}

async function attachedTo({ db }: Context, row: DatasetRow): Promise<Attached> {
  const runs = await readRunKeys(db, row.key);
  return {
    items: row.itemCount,
    versions: await countVersions(db, row.key),
    runs: runs.length,
    unfinishedRuns: runs.filter(isUnfinished).map(({ id }) => id),
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
    const [id, ...others] = attached.unfinishedRuns;
    if (id !== undefined)
      throw new AppError(
        "conflict",
        `The dataset run ${id}${others.length > 0 ? ` and ${others.length} more are` : " is"} not finished. Cancel first, or wait for the end.`,
      );
    await ctx.db.write([deleteDatasetRow(key)]);
    ctx.live.publish("datasets");
    await removeAllRows(ctx, key);
    return { deleted: attached };
  });
}
