import type { Context } from "@/server/context";
import type { ForeignSource } from "@/server/domain/foreign-source";
import { readRun } from "./store";

/** Whose run it is as it was drawn last; nobody's where that source has none of this id. */
export async function findAgentOfRun(
  { db }: Pick<Context, "db">,
  source: ForeignSource,
  runId: string,
): Promise<string | undefined> {
  const row = await readRun(db, runId);
  return row?.origin === source ? row.agentId : undefined;
}
