import { allRunStatuses, type RunStatus } from "@/server/domain/run-status";

/** What the runs list shows, as the URL says it under the REST names. Read the same on the server and in the browser. */
export type RunChoice = {
  status: RunStatus[];
  agentId: string[];
  roomId: string[];
  tag: string[];
  datasetRunId: string[];
  /** Without runs of datasets, and those that another run started. */
  single?: true;
  from?: number;
  to?: number;
  minMs?: number;
  maxMs?: number;
  q?: string;
};
export type RunListSort = "durationMs" | "cost";
/** With where in the list one is. */
export type RunFilter = RunChoice & { sort?: RunListSort; cursor?: string; page: number };

export const pageSize = 20;
export const noChoice: RunChoice = { status: [], agentId: [], roomId: [], tag: [], datasetRunId: [] };

const synonyms: Readonly<Record<string, string>> = { started: "running", done: "completed" };
const agentIdShape = /^[a-z0-9][a-z0-9_.-]{0,127}$/;
const lists = ["roomId", "tag", "datasetRunId"] as const;
const numbers = ["from", "to", "minMs", "maxMs"] as const;

export function readRunFilter(params: URLSearchParams): RunFilter {
  const words = params.getAll("status").map((word) => synonyms[word] ?? word);
  const sort = params.get("sort");
  return {
    status: allRunStatuses.filter((status) => words.includes(status)),
    agentId: [...new Set(params.getAll("agentId"))].filter((id) => agentIdShape.test(id)).slice(0, 100),
    ...readLists(params),
    ...(params.get("single") === "true" ? { single: true as const } : {}),
    ...readNumbers(params),
    ...readText(params.get("q")),
    ...(sort === "durationMs" || sort === "cost" ? { sort } : {}),
    ...readPlace(params),
  };
}

function readLists(params: URLSearchParams): Pick<RunChoice, (typeof lists)[number]> {
  const read = (name: string) =>
    [...new Set(params.getAll(name))].filter((text) => text !== "" && text.length <= 100).slice(0, 50);
  return { roomId: read("roomId"), tag: read("tag"), datasetRunId: read("datasetRunId") };
}

function readNumbers(params: URLSearchParams): Pick<RunChoice, (typeof numbers)[number]> {
  const known = numbers.flatMap((name) => {
    const text = params.get(name) ?? "";
    return /^\d{1,15}$/.test(text) ? [[name, Number(text)] as const] : [];
  });
  return Object.fromEntries(known);
}

function readText(text: string | null): { q?: string } {
  const q = text?.trim().slice(0, 200) ?? "";
  return q === "" ? {} : { q };
}

/** `page` only counts for the reader ("21–40 of 212"): where the list goes on is said by the cursor alone. */
function readPlace(params: URLSearchParams): { cursor?: string; page: number } {
  const cursor = params.get("cursor");
  if (cursor === null || cursor.length > 400) return { page: 1 };
  const page = Number(params.get("page"));
  return { cursor, page: Number.isSafeInteger(page) && page > 1 ? page : 2 };
}

export function writeRunFilter(filter: RunFilter): string {
  const params = new URLSearchParams();
  for (const name of ["status", "agentId", ...lists] as const) for (const value of filter[name]) params.append(name, value);
  for (const name of ["single", ...numbers, "q", "sort"] as const) {
    const value = filter[name];
    if (value !== undefined) params.set(name, String(value));
  }
  if (filter.cursor !== undefined) {
    params.set("cursor", filter.cursor);
    params.set("page", String(filter.page));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** From the first page of the same choice. */
export const firstPage = ({ cursor: _cursor, ...filter }: RunFilter): RunFilter => ({ ...filter, page: 1 });

export function isChosen(choice: RunChoice): boolean {
  const listed = (["status", "agentId", ...lists] as const).some((name) => choice[name].length > 0);
  return listed || ["single" as const, ...numbers, "q" as const].some((name) => choice[name] !== undefined);
}

export type ListRunsParams = Partial<RunChoice> & { limit?: number };

/** What the router is asked for one agent's runs. */
export const listRunsOf = (agentId: string, params: ListRunsParams) => ({ ...params, agentId: [agentId] });

/** The latest few. */
export const recentRuns = { limit: 10 };

/** What the router is asked. `within` is the agent whose page one is on; only one agent's runs can be sorted. */
export function runsInput({ page: _page, sort, ...filter }: RunFilter, within?: string) {
  const agentId = within === undefined ? filter.agentId : [within];
  const given = Object.entries({ ...filter, agentId, ...(agentId.length === 1 && sort ? { sort } : {}) });
  const said = given.filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0));
  return { ...(Object.fromEntries(said) as Partial<Omit<RunFilter, "page">>), limit: pageSize };
}

export function searchParamsOf(record: Record<string, string | string[] | undefined>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(record)) for (const one of [value ?? []].flat()) params.append(key, one);
  return params;
}
