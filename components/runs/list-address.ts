import { firstPage, isChosen, noChoice, readRunFilter, writeRunFilter, type RunFilter } from "./run-filter";

/**
 * Which list a run was opened from, as its address says it (`?list=`). An address without it means the list one would
 * expect: the runs of its dataset run, else of its agent.
 */
export function writeListOf(filter: RunFilter, within?: string): string {
  if (within !== undefined && !isChosen(filter) && !filter.sort) return "";
  const whole = firstPage(within === undefined ? filter : { ...filter, agentId: [within] });
  const query = writeRunFilter(whole).slice(1);
  return `?${new URLSearchParams({ list: query === "" ? "all" : query }).toString()}`;
}

type Of = { agentId: string; datasetRunId?: string };

export function readListOf(list: string | null, { agentId, datasetRunId }: Of): RunFilter {
  if (list !== null && list.length <= 4000) return firstPage(readRunFilter(new URLSearchParams(list)));
  if (datasetRunId !== undefined) return { ...noChoice, datasetRunId: [datasetRunId], page: 1 };
  return { ...noChoice, agentId: [agentId], page: 1 };
}

/** Where the list itself is. */
export function listHref(filter: RunFilter): string {
  return `/runs${writeRunFilter(filter)}`;
}
