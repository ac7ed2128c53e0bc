import type { ElizaLog } from "@/server/domain/eliza-log";
import { textIn } from "./fields";

/** The run whose plan a row's run is: the rows of actions that have ended say so. */
export function parentOf({ type, body }: Pick<ElizaLog, "type" | "body">, runId: string): string | undefined {
  const id = type === "action" ? textIn(body, "parentRunId") : undefined;
  return id === runId ? undefined : id;
}
