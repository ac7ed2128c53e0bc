import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import type { VersionRange } from "./item-store";
import { readDataset, readFloor, readVersion, type DatasetRow } from "./store";

export async function requireDataset(ctx: Pick<Context, "db">, id: string): Promise<DatasetRow> {
  const row = await readDataset(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no dataset ${id}.`);
  return row;
}

export type FoundVersion = { row: DatasetRow; range: VersionRange; itemCount: number };

/** A version of a dataset, or the latest. One that is only being staged is not there yet. */
export async function requireVersion(ctx: Pick<Context, "db">, id: string, version?: number): Promise<FoundVersion> {
  const row = await requireDataset(ctx, id);
  return { row, ...(await versionOf(ctx, row, version ?? row.version)) };
}

async function versionOf({ db }: Pick<Context, "db">, row: DatasetRow, version: number): Promise<Omit<FoundVersion, "row">> {
  const found = version <= row.version ? await readVersion(db, row.key, version) : undefined;
  if (!found) throw new AppError("not-found", `Dataset ${row.id} has no version ${version}; its latest is ${row.version}.`);
  const floor = await readFloor(db, row.key, version);
  return { range: { datasetKey: row.key, version, floor }, itemCount: found.itemCount };
}
