import { z } from "zod";
import type { Context } from "@/server/context";
import { runId } from "@/server/domain/ids";
import type { Json } from "@/server/domain/json";
import { eventsOfStep, type RunEvent } from "@/server/domain/run-event";
import type { RunError } from "@/server/domain/run-error";
import type { StepKind, StepStatus } from "@/server/domain/step-kind";
import { readLastTold } from "./graft-store";
import { readValues, stepHref } from "./read-value";
import { requireRun } from "./require-run";
import type { RunRow } from "./store";
import { listChanges, readSteps, type Change } from "./step-store";
import { toStepId } from "./to-step";

export const listEventsInput = z.strictObject({
  runId,
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0).describe("Events behind this seq"),
  limit: z.number().int().min(1).max(5000).default(5000),
});

const atOnce = 250;
const mostBytes = 8_000_000;

export type EventPage = { events: RunEvent[]; nextAfter?: number };

/** A page of a run's events in order of seq. Events are not stored: they are what steps' begins and ends look like. */
export async function listEvents({ ctx, input }: { ctx: Context; input: z.infer<typeof listEventsInput> }): Promise<EventPage> {
  return eventsAfter(ctx, await requireRun(ctx, input.runId), input.after, input.limit);
}

/** A page ends where it is long enough, in events or in bytes: values of 64 KB are lawful, five thousand of them are not. */
export async function eventsAfter(ctx: Context, of: RunRow, after: number, limit: number): Promise<EventPage> {
  const run = { ...of, lastSeq: await readLastTold(ctx.db, of) };
  const events: RunEvent[] = [];
  let seq = after;
  let bytes = 0;
  // Not every change is told of: a tool call is, when it ends.
  while (events.length < limit) {
    const wanted = Math.min(atOnce, limit - events.length);
    const changes = await listChanges(ctx.db, run, seq, wanted);
    const last = changes.at(-1)?.seq;
    if (last === undefined) return { events };
    const more = await eventsOf(ctx, run, changes, seq, last);
    events.push(...more);
    seq = last;
    if (changes.length < wanted) return { events };
    bytes += JSON.stringify(more).length;
    if (bytes > mostBytes) break;
  }
  return { events, nextAfter: seq };
}

async function eventsOf(ctx: Context, run: RunRow, changes: Change[], after: number, last: number): Promise<RunEvent[]> {
  const rows = await readSteps(ctx.db, run.key, [...new Set(changes.map((change) => change.n))]);
  const values = await readValues(
    ctx,
    rows.flatMap((row) => [
      { ref: row.inputRef, href: stepHref(run.agentId, run.id, toStepId(row.n), "input") },
      { ref: row.outputRef, href: stepHref(run.agentId, run.id, toStepId(row.n), "output") },
    ]),
  );
  const valueAt = (ref: number | null): Json | undefined => (ref === null ? undefined : values.get(ref));
  return rows
    .flatMap((row) =>
      eventsOfStep(
        {
          n: row.n,
          id: toStepId(row.n),
          kind: row.kind as StepKind,
          path: row.path,
          status: row.status as StepStatus,
          attempt: row.attempt,
          startedAt: row.startedAt,
          endedAt: row.endedAt ?? undefined,
          begunSeq: row.begunSeq,
          endedSeq: row.endedSeq ?? undefined,
          error: row.error === null ? undefined : (JSON.parse(row.error) as RunError),
          attributes: row.attributes === null ? {} : (JSON.parse(row.attributes) as Record<string, Json>),
          input: valueAt(row.inputRef),
          output: valueAt(row.outputRef),
        },
        after,
      ),
    )
    .filter((event) => event.seq <= last)
    .toSorted((a, b) => a.seq - b.seq);
}
