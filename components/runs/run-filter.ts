import { allRunStatuses, type RunStatus } from "@/server/domain/run-status";

/** What the runs list shows, as the URL says it under the REST names. Read the same on the server and in the browser. */
export type RunFilter = { status: RunStatus[]; agentId: string[]; cursor?: string; page: number };

export const pageSize = 20;

const synonyms: Readonly<Record<string, string>> = { started: "running", done: "completed" };
const agentIdShape = /^[a-z0-9][a-z0-9_.-]{0,127}$/;

export function readRunFilter(params: URLSearchParams): RunFilter {
  const words = params.getAll("status").map((word) => synonyms[word] ?? word);
  const cursor = params.get("cursor");
  // `page` only counts for the reader ("21–40 of 212"): where the list goes on is said by the cursor alone.
  const page = Number(params.get("page"));
  const later = cursor !== null && cursor.length <= 400;
  return {
    status: allRunStatuses.filter((status) => words.includes(status)),
    agentId: [...new Set(params.getAll("agentId"))].filter((id) => agentIdShape.test(id)).slice(0, 100),
    ...(later ? { cursor } : {}),
    page: later && Number.isSafeInteger(page) && page > 1 ? page : later ? 2 : 1,
  };
}

export function writeRunFilter(filter: RunFilter): string {
  const params = new URLSearchParams();
  for (const status of filter.status) params.append("status", status);
  for (const id of filter.agentId) params.append("agentId", id);
  if (filter.cursor !== undefined) {
    params.set("cursor", filter.cursor);
    params.set("page", String(filter.page));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** The latest few, of some statuses or of one agent. */
export function recentInput(status: readonly RunStatus[] = [], agentId?: string) {
  return { ...runsInput({ status: [...status], agentId: [], page: 1 }, agentId), limit: 10 };
}

/** What the router is asked. `within` is the agent whose page one is on. */
export function runsInput(filter: RunFilter, within?: string) {
  const agentId = within === undefined ? filter.agentId : [within];
  return {
    ...(filter.status.length > 0 ? { status: filter.status } : {}),
    ...(agentId.length > 0 ? { agentId } : {}),
    ...(filter.cursor === undefined ? {} : { cursor: filter.cursor }),
    limit: pageSize,
  };
}

export function searchParamsOf(record: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(record)) for (const one of [value ?? []].flat()) params.append(key, one);
  return params;
}
