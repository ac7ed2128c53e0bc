import type { Database } from "@/db/database";
import type { Answered, StepEnd } from "@/server/domain/host-protocol";
import type { RunError } from "@/server/domain/run-error";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { readPayload } from "./payload-store";
import { readRun, readRunByKey, type RunRow } from "./store";

/** The step that waits for a run, and what the run's end means for it; no end while it goes on. */
export type ChildNews = { parentKey: number; n: number; waits: boolean; end: StepEnd | undefined };

/** What the run that started this one is to hear of it. */
export async function readChildNews(db: Database, key: number): Promise<ChildNews | undefined> {
  const child = await readRunByKey(db, key);
  if (!child || child.parentRunId === null || child.parentStep === null) return undefined;
  const parent = await readRun(db, child.parentRunId);
  if (!parent || hasEnded(parent.status as RunStatus)) return undefined;
  return {
    parentKey: parent.key,
    n: child.parentStep,
    waits: child.status === "waiting",
    end: hasEnded(child.status as RunStatus) ? await endOfStep(db, child, child.parentStep) : undefined,
  };
}

export const answeredBy = ({ output, error }: StepEnd): Answered => ({
  ...(output === undefined ? {} : { output }),
  ...(error ? { error } : {}),
});

async function endOfStep(db: Database, child: RunRow, n: number): Promise<StepEnd> {
  const at = Date.now();
  if (child.status !== "completed") {
    const status = child.status as "error" | "timeout" | "cancelled";
    return { is: "end", n, at, status, error: errorOf(child) };
  }
  const output = (await readPayload(db, child.resultRef)) ?? "null";
  return { is: "end", n, at, status: "completed", output, preview: output.slice(0, 160) };
}

function errorOf(child: RunRow): RunError {
  const cause = child.error === null ? undefined : (JSON.parse(child.error) as RunError);
  const why = cause ? `: ${cause.message}` : ".";
  const message = `Run ${child.id} of ${child.agentId} ended as ${child.status}${why}`;
  return {
    code: `CHILD_RUN_${child.status.toUpperCase()}`,
    message,
    ...(cause ? { cause: `${cause.code}: ${cause.message}` } : {}),
  };
}
