import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { findKey, readRun, type RunRow } from "./store";

export async function requireRun(ctx: Context, id: string): Promise<RunRow> {
  return (await readRun(ctx.db, id)) ?? notThere(id);
}

export async function requireKey(ctx: Context, id: string): Promise<number> {
  return (await findKey(ctx.db, id)) ?? notThere(id);
}

function notThere(id: string): never {
  throw new AppError("not-found", `There is no run ${id}. It may have been deleted.`);
}
