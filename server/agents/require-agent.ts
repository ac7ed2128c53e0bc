import type { Context } from "@/server/context";
import { AppError } from "@/server/errors";
import { readAgent, type AgentRow } from "./store";

export async function requireAgent(ctx: Context, id: string): Promise<AgentRow> {
  const row = await readAgent(ctx.db, id);
  if (!row) throw new AppError("not-found", `There is no agent ${id}.`);
  return row;
}
