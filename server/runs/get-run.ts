import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Json } from "@/server/domain/json";
import type { RunResult, RunSummary, runRef } from "@/server/domain/run";
import { scoresOfRun } from "@/server/scores/scores-of-runs";
import { readValues, stepHref } from "./read-value";
import { requireRun } from "./require-run";
import type { RunRow } from "./store";
import { toRunSummary } from "./to-run-summary";

export async function getRun({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<{ run: RunSummary }> {
  return { run: await detailOf(ctx, await requireRun(ctx, input.runId)) };
}

/** The summary with the run's input and result, which lists leave out. */
export async function detailOf(ctx: Context, row: RunRow): Promise<RunSummary> {
  const summary = toRunSummary(row, Date.now());
  const values = await readValues(ctx, [
    { ref: row.inputRef, href: stepHref(row.agentId, row.id, "1", "input") },
    { ref: row.resultRef, href: stepHref(row.agentId, row.id, "1", "output") },
  ]);
  const input = row.inputRef === null ? undefined : values.get(row.inputRef);
  if (input !== undefined) summary.input = input;
  const result = row.resultRef === null ? undefined : values.get(row.resultRef);
  if (result !== undefined) summary.result = toResult(row.resultType, result);
  const scores = await scoresOfRun(ctx.db, row.key);
  if (scores.length > 0) summary.scores = scores;
  return summary;
}

/** A document is recorded as `{text, sources}`; outside its text is the data. */
function toResult(type: string | null, value: Json): RunResult {
  if (type !== "document" || value === null || typeof value !== "object" || Array.isArray(value))
    return { type: "json", data: value };
  const { text, sources } = value;
  if (text === undefined) return { type: "document", data: value };
  return {
    type: "document",
    data: text,
    ...(Array.isArray(sources) ? { sources: sources as RunResult["sources"] & object } : {}),
  };
}
