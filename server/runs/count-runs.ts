import type { Context } from "@/server/context";
import { readCounts } from "./list-store";

/** How many runs there are, and how many have not ended, from the kept counters. */
export async function countRuns(ctx: Context): Promise<{ all: number; live: number }> {
  const [all, live] = await Promise.all([
    readCounts(ctx.db, {}),
    readCounts(ctx.db, { status: ["pending", "running", "waiting"] }),
  ]);
  return { all, live };
}
