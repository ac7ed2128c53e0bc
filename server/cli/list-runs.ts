import { formatDuration, formatMoment } from "@/server/domain/format";
import type { RunPage } from "@/server/domain/run";
import type { Api } from "./api";
import { toTable } from "./table";
import { plainLine, type Terminal } from "./terminal";

const parameterOf = { agent: "agentId", status: "status", tag: "tag", room: "roomId", datasetRun: "datasetRunId" } as const;
type Options = Partial<Record<keyof typeof parameterOf, string[]>> & { limit: string; search?: string; json?: boolean };

export async function listRuns(terminal: Terminal, api: Api, options: Record<string, unknown>): Promise<number> {
  const { limit, search, json, ...lists } = options as Options;
  const asked = Object.entries(parameterOf).flatMap(([name, parameter]) =>
    (lists[name as keyof typeof parameterOf] ?? []).map((value) => [parameter, value]),
  );
  const query = new URLSearchParams([...asked, ...(search === undefined ? [] : [["q", search]]), ["limit", limit]]);
  const page = await api.get<RunPage>(`/api/runs?${query.toString()}`);
  if (json) {
    terminal.data(JSON.stringify(page));
    return 0;
  }
  if (page.runs.length === 0) terminal.say("No runs.");
  else terminal.data(toTable(["RUN", "AGENT", "STATUS", "CREATED", "DURATION", "STEPS"], page.runs.map(rowOf)));
  if (page.hasMore)
    terminal.say(`${page.runs.length} of ${page.totalIsLowerBound ? "more than " : ""}${page.total}; --limit shows more.`);
  return 0;
}

function rowOf({ runId, agentId, status, createdAt, durationMs, counts, name }: RunPage["runs"][number]): string[] {
  const cells = [runId, agentId, status, formatMoment(createdAt), formatDuration(durationMs), String(counts.steps)];
  return name === undefined ? cells : [...cells, plainLine(name)];
}
