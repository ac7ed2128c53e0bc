import { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import type { LogLine, LogWindow } from "@/server/domain/log-line";
import type { RunError } from "@/server/domain/run-error";
import { isNote, type StepKind, type StepStatus } from "@/server/domain/step-kind";
import { stepKind, stepStatus } from "@/server/domain/step-schema";
import { nameOfPath } from "@/server/domain/step-path";
import { readLog, type LogFilter, type LogRow } from "./log-store";
import { requireRun } from "./require-run";
import { toStepId } from "./to-step";

const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const listLogInput = z.strictObject({
  runId,
  /** Lines after this seq, or before it; the last ones where neither is said. */
  after: seq.optional(),
  before: seq.optional(),
  limit: z.number().int().min(1).max(500).default(200),
  kinds: z.array(stepKind).max(20).optional(),
  status: z.array(stepStatus).max(10).optional(),
  q: z.string().min(1).max(200).optional(),
});

/** Looked at in one go: some milliseconds. An answer comes at the latest so long after, with where to go on. */
const seqsAtOnce = 1000;
const patienceMs = 150;

/** What happened in a run, line by line in order of seq: begins, ends and notes, without what they carried. */
export async function listLog({ ctx, input }: { ctx: Context; input: z.infer<typeof listLogInput> }): Promise<LogWindow> {
  const { limit, kinds, status, q } = input;
  const { key, lastSeq } = await requireRun(ctx, input.runId);
  const filter: LogFilter = { kinds, status, q };
  const back = input.after === undefined;
  const lines: LogLine[] = [];
  const began = performance.now();
  let at = input.after ?? Math.min(input.before ?? Number.MAX_SAFE_INTEGER, lastSeq + 1);
  for (;;) {
    const stretch = back ? { above: Math.max(0, at - 1 - seqsAtOnce), upTo: at - 1 } : { above: at, upTo: at + seqsAtOnce };
    const wanted = limit - lines.length;
    const rows = await readLog(ctx.db, key, stretch, { filter, limit: wanted, back });
    lines.push(...rows.map(toLine));
    const full = rows.length === wanted;
    at = full ? (rows.at(-1)?.seq ?? at) : back ? stretch.above + 1 : Math.min(stretch.upTo, Math.max(at, lastSeq));
    const done = back ? at <= 1 : at >= lastSeq;
    if (done || full || performance.now() - began > patienceMs)
      return { lines: back ? lines.toReversed() : lines, lookedTo: at, hasMore: !done };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function toLine({ seq: number, n, ended, at, path, kind, status, attempt, durationMs, text, error, level }: LogRow): LogLine {
  const known = kind as StepKind;
  const failure = error === null ? undefined : (JSON.parse(error) as RunError);
  const said = failure ? `${failure.code}: ${failure.message.slice(0, 600)}` : (text ?? undefined);
  return {
    seq: number,
    at,
    stepId: toStepId(n),
    path,
    name: nameOfPath(path),
    kind: known,
    what: isNote(known) ? "noted" : ended === 1 || status !== "running" ? "ended" : "began",
    status: status as StepStatus,
    ...(durationMs === null ? {} : { durationMs }),
    ...(attempt > 1 ? { attempt } : {}),
    ...(level === null ? {} : { level }),
    ...(said === undefined ? {} : { text: said }),
  };
}
