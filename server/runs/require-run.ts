import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { readRun, type RunRow } from "./store";

export async function requireRun(ctx: Context, id: string): Promise<RunRow> {
  const row = await readRun(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no run ${id}.`);
  return row;
}
