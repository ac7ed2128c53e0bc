import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import { allRunStatuses, type RunStatus } from "@/server/domain/run-status";
import { readInOrder } from "./list-store";
import { readSingleKeys } from "./single-store";
import { toRunSummary } from "./to-run-summary";

type Wanted = { status?: readonly RunStatus[]; limit: number };

/** The newest runs that belong to no dataset run and were not started by another run. `cut`: there are more. */
export async function listSingleRuns(
  ctx: Context,
  { status = allRunStatuses, limit }: Wanted,
): Promise<{ runs: RunSummary[]; cut: boolean }> {
  const found: { key: number; at: number }[] = [];
  for (const one of status) found.push(...(await readSingleKeys(ctx.db, { status: one, limit: limit + 1 })));
  const keys = found.toSorted((a, b) => b.at - a.at || b.key - a.key).map(({ key }) => key);
  const now = Date.now();
  const runs = (await readInOrder(ctx.db, keys.slice(0, limit))).map((row) => toRunSummary(row, now));
  return { runs, cut: keys.length > limit };
}
