import type { Context } from "@/server/context";
import type { ElizaLogsTaken } from "@/server/domain/eliza-log";
import type { RunSummary } from "@/server/domain/run";
import type { RunEvent } from "@/server/domain/run-event";
import { askRest } from "./ask-rest";

export const elizaAgent = "b850bc30-45f8-0041-a00a-83df46d8555d";
export const elizaTime = Date.UTC(2026, 4, 2, 10);

export const sendLogs = (ctx: Context, logs: unknown, agent = elizaAgent) =>
  askRest<ElizaLogsTaken>(ctx, "POST", `/api/agents/${agent}/logs`, { logs });

export async function runDetail(ctx: Context, runId: string, agent = elizaAgent) {
  type Detail = { summary: RunSummary; events: RunEvent[] };
  const { status, body } = await askRest<Detail>(ctx, "GET", `/api/agents/${agent}/runs/${runId}`);
  return { ...body, status };
}

let made = 0;

/** Of a message's run, and of the plan it is carried out by. */
export function newElizaIds(): [runId: string, planId: string] {
  const number = String(++made).padStart(12, "0");
  return [`11111111-0000-4000-8000-${number}`, `22222222-0000-4000-8000-${number}`];
}
