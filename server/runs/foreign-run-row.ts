import type { ForeignRun } from "@/server/domain/foreign-run";
import { importedRevision } from "@/server/domain/agent";
import type { RunCounts, Usage } from "@/server/domain/run";
import { storableText } from "@/server/domain/well-formed";
import type { NewRun, RunRow } from "./store";

type Drawn = {
  run: ForeignRun;
  counts: RunCounts;
  usage: Usage | undefined;
  lastSeq: number;
  inputRef: number | null;
  outputRef: number | null;
};

/** The row of a run made elsewhere. What a run here has of its engine it has not. */
export function foreignRunRow({ run, counts, usage, lastSeq, inputRef, outputRef }: Drawn): NewRun {
  return {
    id: run.runId,
    origin: run.source,
    agentId: run.agentId,
    agentRevision: importedRevision,
    name: run.name === undefined ? null : storableText(run.name),
    status: run.endedAt === undefined ? "running" : run.status,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt === undefined ? null : Math.max(run.startedAt, run.endedAt),
    error: run.error ? JSON.stringify(run.error) : null,
    resultType: run.result?.type ?? null,
    inputRef,
    resultRef: outputRef,
    roomId: run.roomId ?? null,
    entityId: run.entityId ?? null,
    messageId: run.messageId ?? null,
    parentRunId: run.parentRunId ?? null,
    tags: JSON.stringify(run.tags),
    metadata: JSON.stringify(run.metadata),
    lastSeq,
    ...counts,
    inputTokens: usage?.inputTokens ?? null,
    outputTokens: usage?.outputTokens ?? null,
    costMicroUsd: usage?.costMicroUsd ?? null,
  };
}

/** What of the row is another than it was. */
export function changesOf(row: RunRow, wanted: NewRun): Partial<NewRun> {
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => row[field as keyof RunRow] !== value));
}
