import type { RunSummary } from "@/server/domain/run";
import type { Api } from "./api";
import { wrongUse } from "./cli-error";

/** A run by its id alone. */
export async function findRun(api: Api, runId: string): Promise<RunSummary> {
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(runId)) throw wrongUse(`"${runId}" is not the id of a run. \`trackside runs\` lists them.`);
  return (await api.get<{ run: RunSummary }>(`/api/runs/${runId}`)).run;
}
