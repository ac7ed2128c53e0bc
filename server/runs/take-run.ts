import type { Database } from "@/db/database";
import { rootStep, type StepRecord, type TakenRun } from "@/server/domain/host-protocol";
import type { RunError } from "@/server/domain/run-error";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import { createLiveRun, type LiveRun } from "./live-run";
import { Recording } from "./record-reports";
import { readAllSteps, readPayloads, wholeValue } from "./step-store";
import { readRunByKey, takeRun as takeRunRow } from "./store";

export type Taken = { live: LiveRun; run: TakenRun };

/**
 * Prepares a run to be handed to a host, durably: a new take number, the root step if it is the first time, and what is
 * recorded so far if it is not. A run found `running` was cut off: that is one more recovery.
 */
export async function takeRun(db: Database, key: number, now: number): Promise<Taken | undefined> {
  const row = await readRunByKey(db, key);
  if (!row || (row.status !== "pending" && row.status !== "running")) return undefined;
  const take = row.take + 1;
  const first = row.lastSeq === 0;
  const live = createLiveRun(row, take, now);
  const recoveries = row.recoveries + (row.held === 1 ? 1 : 0);
  const recording = new Recording(db);
  if (first) recording.addRoot(live, row.inputRef);
  const records = first ? [] : await readRecords(db, live);
  const input = row.inputRef === null ? undefined : (await readPayloads(db, [row.inputRef], wholeValue)).get(row.inputRef)?.body;
  await db.write([...recording.statements(), takeRunRow(key, take, live.startedAt, recoveries)]);
  return {
    live,
    run: {
      key,
      take,
      runId: row.id,
      agentId: row.agentId,
      attempt: row.attempt,
      recoveries,
      resumed: row.held === 0 && !first,
      input: input ?? "null",
      staticInputs: row.staticInputs,
      profiles: row.profiles,
      rerun: row.rerunFromPath !== null,
      records,
      ...(row.timeoutMs === null ? {} : { timeoutMs: Math.max(1, row.timeoutMs - row.workedMs) }),
    },
  };
}

async function readRecords(db: Database, live: LiveRun): Promise<StepRecord[]> {
  const rows = (await readAllSteps(db, live.key)).filter((row) => row.n !== rootStep);
  // Of a step that goes on, what it was given; of one that has ended, what it gave.
  const payloads = await readPayloads(
    db,
    rows.flatMap((row) => (row.endedSeq === null ? row.inputRef : row.outputRef) ?? []),
    wholeValue,
  );
  for (const row of rows) if (row.endedSeq === null) live.open.set(row.n, { startedAt: row.startedAt });
  return rows.map((row) => {
    const record: StepRecord = {
      n: row.n,
      parent: row.parent ?? rootStep,
      ordinal: row.ordinal,
      path: row.path,
      attempt: row.attempt,
      startedAt: row.startedAt,
      kind: row.kind as StepKind,
      status: row.status as StepStatus,
    };
    if (row.fingerprint !== null) record.fingerprint = row.fingerprint;
    const input = row.inputRef === null ? undefined : payloads.get(row.inputRef)?.body;
    if (typeof input === "string") record.input = input;
    const output = row.outputRef === null ? undefined : payloads.get(row.outputRef)?.body;
    if (row.outputRef !== null && typeof output !== "string") throw new Error(`the recorded output of ${row.path} is missing`);
    if (typeof output === "string") record.output = output;
    if (row.error !== null) record.error = JSON.parse(row.error) as RunError;
    return record;
  });
}
