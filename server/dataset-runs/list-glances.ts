import type { Context } from "@/server/context";
import type { DatasetRunGlance } from "@/server/domain/dataset-run-glance";
import { isThereAny, readRunning, readWithFailures } from "./glance-store";

type Glances = { runs: DatasetRunGlance[]; cut: boolean };

/** The dataset runs that go on just now, of all datasets. */
export async function listRunningDatasetRuns({ db }: Context, limit: number): Promise<Glances> {
  return cutAt(limit, await readRunning(db, limit + 1));
}

/** Those that ended since then with items that failed or ran out of time. */
export async function listFailedDatasetRuns({ db }: Context, since: number, limit: number): Promise<Glances> {
  return cutAt(limit, await readWithFailures(db, since, limit + 1));
}

export function hasDatasetRuns({ db }: Context): Promise<boolean> {
  return isThereAny(db);
}

function cutAt(limit: number, runs: DatasetRunGlance[]): Glances {
  return { runs: runs.slice(0, limit), cut: runs.length > limit };
}
