import type { Context } from "@/server/context";
import { isThere, readDatasetRunsByKeys, readMarks } from "./store";
import type { DatasetRunFilter, DatasetRunPosition, DatasetRunRow } from "./store";

const marksAtOnce = 1000;

/** A dataset's runs past a position that fit, newest first. Window by window: agent and status have no index of their own here. */
export async function findDatasetRuns(
  { db }: Context,
  datasetKey: number,
  { agentId, status }: DatasetRunFilter,
  from: DatasetRunPosition | undefined,
  limit: number,
): Promise<DatasetRunRow[]> {
  const [agents, statuses] = [
    agentId?.length ? new Set<string>(agentId) : undefined,
    status?.length ? new Set<string>(status) : undefined,
  ];
  const keys: number[] = [];
  for (let after = from; keys.length < limit;) {
    const marks = await readMarks(db, datasetKey, after, agents || statuses ? marksAtOnce : limit);
    after = marks.at(-1);
    if (!after) break;
    for (const mark of marks)
      if (isThere(mark) && (agents?.has(mark.agentId) ?? true) && (statuses?.has(mark.status) ?? true)) keys.push(mark.key);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return readDatasetRunsByKeys(db, keys.slice(0, limit));
}
