import type { DatasetResult, DatasetRun } from "@/server/domain/dataset-run";
import type { RunSummary } from "@/server/domain/run";
import { hasEnded } from "@/server/domain/run-status";
import { answerQuestions } from "./answer-questions";
import { runPath, type Api } from "./api";
import { datasetPath } from "./find-dataset";
import { FollowedRun } from "./follow-run";
import type { Session } from "./session";

/** Asks the user what the items of a dataset run wait for, one after the other. False where nobody is there, or gives up. */
export async function answerItems(session: Session, api: Api, { id, datasetId, agentId }: DatasetRun): Promise<boolean> {
  if (!session.terminal.canAsk) return false;
  const path = `${datasetPath(datasetId)}/runs/${id}/results?status=waiting&limit=100`;
  const { results } = await api.get<{ results: DatasetResult[] }>(path);
  for (const { itemId, runId } of results) {
    if (runId === undefined) continue;
    const { summary } = await api.get<{ summary: RunSummary }>(`${runPath({ agentId, runId })}?limit=1`);
    const followed = new FollowedRun(api, summary);
    const now = await followed.follow({ stopAtWaiting: true, onEvent: () => {} });
    session.terminal.say(`\nItem ${itemId}`);
    if (!hasEnded(now.status) && !(await answerQuestions(session, api, now, followed))) return false;
  }
  return true;
}
