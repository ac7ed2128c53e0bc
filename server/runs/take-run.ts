import type { Database } from "@/db/database";
import { currentRevision } from "@/server/agents/current-revision";
import { rootStep, type StepRecord, type TakenRun } from "@/server/domain/host-protocol";
import type { RunError } from "@/server/domain/run-error";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import { createLiveRun, type LiveRun } from "./live-run";
import { Recording } from "./record-reports";
import { readPayload, readPayloads, wholeValue, type StoredPayload } from "./payload-store";
import { beginCopied, markSteps, readAllSteps, type StepRow } from "./step-store";
import { readRunByKey, readRunsByKeys, beginRuns, takeRuns, type RunRow } from "./store";

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
  // What a re-run took over was copied when it was asked for: it begins with the run, however long that waited for its turn.
  if (!first && row.startedAt === null) await beginCopied(db, key, live.startedAt);
  const records = first ? [] : await readRecords(db, live);
  const input = await readPayload(db, row.inputRef);
  const changed = first ? undefined : await changedRevision(db, row);
  await db.write([
    ...recording.statements(),
    ...(changed === undefined ? [] : [markSteps(key, [rootStep], "revisionChanged", { from: row.agentRevision, to: changed })]),
    first ? beginRuns([begunRow(live, recoveries)]) : takeRuns([{ key, take, startedAt: live.startedAt, recoveries }]),
  ]);
  return toTaken({ row, live, recoveries, input, records });
}

/** The same for many runs that were never begun, in one transaction; the others of them are left to be taken one by one. */
export async function takeNewRuns(db: Database, keys: number[], now: number): Promise<{ taken: Taken[]; others: number[] }> {
  const rows = await readRunsByKeys(db, keys);
  const isNew = ({ status, lastSeq }: RunRow): boolean => status === "pending" && lastSeq === 0;
  const inputs = await readPayloads(
    db,
    rows.flatMap((row) => (isNew(row) ? (row.inputRef ?? []) : [])),
    wholeValue,
  );
  const recording = new Recording(db);
  const news = rows.filter(isNew).map((row) => {
    const take = row.take + 1;
    const live = createLiveRun(row, take, now);
    recording.addRoot(live, row.inputRef);
    const input = row.inputRef === null ? undefined : (inputs.get(row.inputRef)?.body ?? undefined);
    return { row, live, recoveries: row.recoveries, input, records: [] };
  });
  const begun = news.map(({ live, recoveries }) => begunRow(live, recoveries));
  if (news.length > 0) await db.write([...recording.statements(), beginRuns(begun)]);
  return { taken: news.map(toTaken), others: rows.filter((row) => !isNew(row)).map((row) => row.key) };
}

const begunRow = ({ key, take, startedAt, lastSeq, counts }: LiveRun, recoveries: number) => ({
  key,
  take,
  startedAt,
  recoveries,
  lastSeq,
  steps: counts.steps,
});

type Prepared = { row: RunRow; live: LiveRun; recoveries: number; input: string | undefined; records: StepRecord[] };

function toTaken({ row, live, recoveries, input, records }: Prepared): Taken {
  return {
    live,
    run: {
      key: row.key,
      take: live.take,
      runId: row.id,
      agentId: row.agentId,
      attempt: row.attempt,
      recoveries,
      begun: row.startedAt !== null,
      resumed: row.held === 0 && row.lastSeq !== 0,
      input: input ?? "null",
      staticInputs: row.staticInputs,
      profiles: row.profiles,
      rerun: row.rerunFromPath !== null,
      records,
      ...(row.flow === null ? {} : { flow: row.flow }),
      ...(row.timeoutMs === null ? {} : { timeoutMs: Math.max(1, row.timeoutMs - row.workedMs) }),
    },
  };
}

/** The run goes on with the code of now; where that is not what it began with, its timeline says so. */
async function changedRevision(db: Database, { agentId, agentRevision }: RunRow): Promise<string | undefined> {
  const now = await currentRevision(db, agentId);
  return now === agentRevision ? undefined : now;
}

/** Of a step that goes on, what it was given; of one that has ended, what it gave. */
async function readRecords(db: Database, live: LiveRun): Promise<StepRecord[]> {
  const records: StepRecord[] = [];
  for await (const part of readAllSteps(db, live.key)) {
    const rows = part.filter((row) => row.n !== rootStep);
    const refs = rows.flatMap((row) => (row.endedSeq === null ? row.inputRef : row.outputRef) ?? []);
    const payloads = await readPayloads(db, refs, wholeValue);
    for (const row of rows) {
      if (row.endedSeq === null) {
        live.open.set(row.n, { startedAt: row.startedAt });
        if (row.kind === "agent") live.childSteps.add(row.n);
      }
      records.push(toRecord(row, payloads));
    }
  }
  return records;
}

function toRecord(row: StepRow, payloads: Map<number, StoredPayload>): StepRecord {
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
}
