import type { Database } from "@/db/database";
import { detachScores } from "@/server/scores/detach-scores";
import { readEndedOrdinals, reopenResults, unsettleResults } from "./result-store";
import { moveDatasetRun } from "./store";

const rowsAtOnce = 2000;
/** Also one that is only scored again, or still runs, has not ended while what is taken back runs. */
const begun = ["completed", "cancelled", "running", "waiting"];

/**
 * Takes the endings of some statuses back. The dataset run moves first: what a crash leaves half done is then found at
 * work, with those that were taken back already.
 */
export async function reopenItems(db: Database, key: number, statuses: string[]): Promise<number> {
  let count = 0;
  for (let after = -1; ;) {
    const rows = await readEndedOrdinals(db, key, statuses, after, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return count;
    const runKeys = rows.flatMap(({ runKey }) => runKey ?? []);
    await db.write([
      ...detachScores(runKeys),
      reopenResults(
        key,
        rows.map((row) => row.ordinal),
      ),
      moveDatasetRun(key, begun, { status: "running", endedAt: null }),
    ]);
    count += rows.length;
    after = last.ordinal;
  }
}

/** The runs of all completed item-trials, a part at a time, which a mark says are to be scored. */
export async function* unsettleItems(db: Database, key: number, mark: boolean): AsyncGenerator<number[]> {
  for (let after = -1; ;) {
    const rows = await readEndedOrdinals(db, key, ["completed"], after, rowsAtOnce);
    const last = rows.at(-1);
    if (!last) return;
    const ordinals = rows.map((row) => row.ordinal);
    if (mark) await db.write([unsettleResults(key, ordinals)]);
    yield rows.flatMap(({ runKey }) => runKey ?? []);
    after = last.ordinal;
  }
}
