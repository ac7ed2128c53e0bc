import { z } from "zod";
import type { Context } from "@/server/context";
import { newMessages, readAnswer, readMessages } from "@/server/domain/chat";
import { runId, stepId } from "@/server/domain/ids";
import type { Json } from "@/server/domain/json";
import { shortenMessage, shownOf, type Shown, type ShownMessage } from "@/server/domain/shorten";
import type { Step } from "@/server/domain/step";
import { readPayloadHead } from "./payload-head-store";
import { readPayloads } from "./payload-store";
import { requireRun } from "./require-run";
import type { RunRow } from "./store";
import { readStepsAround, readSteps, type StepRow } from "./step-store";
import { fromStepId, toStep } from "./to-step";

const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const listTranscriptInput = z.strictObject({
  runId,
  /** Steps that began after this seq, or before it; at the very end where neither is said. */
  after: seq.optional(),
  before: seq.optional(),
  limit: z.number().int().min(1).max(100).default(50),
  /** Steps the reader has, that were open: told again once they have ended. */
  again: z.array(stepId).max(100).optional(),
});

/** `says`: of a model call what is new in its prompt; `answer`: what it answered. Of other steps their values. */
export type TranscriptEntry = { step: Step; says?: ShownMessage[]; answer?: ShownMessage; input?: Shown; output?: Shown };
export type TranscriptWindow = { entries: TranscriptEntry[]; again: TranscriptEntry[]; hasMore: boolean };

const mostShown = 3_000;
const mostRead = 256 * 1024;
const stepsAtOnce = 5;

/** A window of a run as a conversation: its steps in the order they began, each with the beginning of what it took and gave. */
export async function listTranscript({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listTranscriptInput>;
}): Promise<TranscriptWindow> {
  const { after, before, limit, again = [] } = input;
  const run = await requireRun(ctx, input.runId);
  const found = await readStepsAround(ctx.db, run.key, { after, before, limit: limit + 1 });
  const kept = found.slice(0, limit).toSorted((a, b) => a.begunSeq - b.begunSeq);
  const numbers = again.map(fromStepId).filter((n) => Number.isSafeInteger(n));
  const ended = (await readSteps(ctx.db, run.key, numbers)).filter(({ endedSeq }) => endedSeq !== null);
  return {
    entries: await toEntries(ctx, run, kept),
    again: await toEntries(ctx, run, ended),
    hasMore: found.length > limit,
  };
}

/** A few at a time: chats may be long, and others have their turn between. */
async function toEntries(ctx: Context, run: RunRow, rows: StepRow[]): Promise<TranscriptEntry[]> {
  const entries: TranscriptEntry[] = [];
  for (let at = 0; at < rows.length; at += stepsAtOnce) {
    const few = rows.slice(at, at + stepsAtOnce);
    // The run's own input and result are its summary's.
    const refs = few.flatMap((row) => (row.parent === null ? [] : [row.inputRef ?? [], row.outputRef ?? []].flat()));
    const stored = await readPayloads(ctx.db, refs, mostRead);
    for (const row of few) {
      const bodyOf = (ref: number | null) => (ref === null || row.parent === null ? undefined : stored.get(ref));
      entries.push({
        step: toStep(row, 0, Date.now(), run.status),
        ...(row.kind === "model" ? chatOf(bodyOf(row.inputRef)?.body, bodyOf(row.outputRef)?.body) : {}),
        ...(row.kind === "model" ? {} : await valuesOf(ctx, bodyOf(row.inputRef), bodyOf(row.outputRef))),
      });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return entries;
}

function chatOf(prompt: string | null | undefined, given: string | null | undefined): Partial<TranscriptEntry> {
  const messages = prompt ? readMessages(JSON.parse(prompt) as Json) : undefined;
  const answer = given ? readAnswer(JSON.parse(given) as Json) : undefined;
  const says = newMessages(messages ?? []);
  return {
    ...(says.length > 0 ? { says: says.map((message) => shortenMessage(message, mostShown)) } : {}),
    ...(answer && answer.parts.length > 0 ? { answer: shortenMessage(answer, mostShown) } : {}),
  };
}

type Body = { id: number; bytes: number; body: string | null } | undefined;

async function valuesOf(ctx: Context, given: Body, gave: Body): Promise<Partial<TranscriptEntry>> {
  const [input, output] = [await shown(ctx, given), await shown(ctx, gave)];
  return { ...(input ? { input } : {}), ...(output ? { output } : {}) };
}

async function shown(ctx: Context, value: Body): Promise<Shown | undefined> {
  if (!value) return undefined;
  if (value.body !== null) return shownOf(value.body, value.bytes, mostShown);
  const head = await readPayloadHead(ctx.db, value.id, mostShown);
  return shownOf(head?.head ?? "", value.bytes, mostShown);
}
