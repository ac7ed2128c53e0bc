import type { Context } from "@/server/context";
import type { RunSummary } from "@/server/domain/run";
import type { RunStatus } from "@/server/domain/run-status";
import { readInOrder } from "./list-store";
import { readSingleKeys } from "./single-store";
import { toRunSummary } from "./to-run-summary";

type Wanted = { status?: readonly RunStatus[]; limit: number };

/** Past this many rows of dataset runs it is not looked for single ones between them. */
const mostLookedAt = 3_000;

/** The newest runs that belong to no dataset run and were not started by another run. `cut`: there are more. */
export async function listSingleRuns(ctx: Context, { status, limit }: Wanted): Promise<{ runs: RunSummary[]; cut: boolean }> {
  const asked = { limit: limit + 1, most: mostLookedAt };
  const found: { key: number; at: number }[] = [];
  let cut = false;
  for (const one of status ?? [undefined]) {
    const part = await readSingleKeys(ctx.db, one === undefined ? asked : { ...asked, status: one });
    found.push(...part.keys);
    cut ||= part.cut;
  }
  const keys = found.toSorted((a, b) => b.at - a.at || b.key - a.key).map(({ key }) => key);
  const now = Date.now();
  const runs = (await readInOrder(ctx.db, keys.slice(0, limit))).map((row) => toRunSummary(row, now));
  return { runs, cut: cut || keys.length > limit };
}
