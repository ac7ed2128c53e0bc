import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import { createRunId } from "./run-id";
import { insertRuns, type NewRun } from "./store";

export type ItemRun = { key: number; inputRef: number; itemId: string; trial: number; attempt: number };

type Shared = {
  datasetRunId: string;
  agentId: string;
  agentRevision: string;
  timeoutMs: number | null;
  profiles: string;
  staticInputs: string;
};

/** Many runs of one dataset run, as one statement; their inputs are copied within the database. */
export function makeItemRuns(items: ItemRun[], shared: Shared, now: number): Statement {
  return insertRuns(
    items.map(({ key, inputRef, itemId, trial, attempt }): NewRun => {
      const own = { key, inputRef, itemId, trial, attempt, id: createRunId(now), status: "pending", createdAt: now };
      return Object.assign(own, shared);
    }),
  );
}

/** Numbers for a run and its input. */
export const nextItemRun = (db: Database): Pick<ItemRun, "key" | "inputRef"> => ({
  key: db.nextRunKey(),
  inputRef: db.nextPayloadId(),
});
