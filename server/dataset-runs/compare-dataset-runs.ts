import type { z } from "zod";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "@/db/database";
import type { Context } from "@/server/context";
import type { Verdict } from "@/server/domain/compare-items";
import type { compareRunsInput, DatasetRunComparison } from "@/server/domain/item-result";
import { AppError } from "@/server/errors";
import { datasetRunTopic } from "@/server/live/bus";
import { KeptAnswers } from "@/server/live/kept-answer";
import { Comparison } from "./comparison";
import { requireDatasetRun } from "./require-dataset-run";
import type { Section } from "./result-sections";
import type { DatasetRunRow } from "./store";

/** So long a call waits for a comparison to be done; then it answers with what there is. */
const patienceMs = 100;
const mostKept = 8;
const kept = new WeakMap<Database, KeptAnswers<Comparison>>();

/** How a dataset run stands against another of its dataset, item by item. Of a large one the answer comes in parts: ask again until it is complete. */
export async function compareDatasetRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof compareRunsInput>;
}): Promise<DatasetRunComparison> {
  const { datasetId, runId, baseline } = input;
  if (runId === baseline) {
    const message = "is the dataset run itself: choose another one";
    throw new AppError("bad-input", `The baseline ${message}.`, { faults: [{ path: "baseline", message }] });
  }
  const here = await requireDatasetRun(ctx, { datasetId, runId });
  const there = await requireDatasetRun(ctx, { datasetId, runId: baseline });
  return (await comparisonOf(ctx, here, there)).counts();
}

/** The comparison of two dataset runs, made once and kept until something changes in one of them. */
export async function comparisonOf(ctx: Context, here: DatasetRunRow, there: DatasetRunRow): Promise<Comparison> {
  const answers = kept.get(ctx.db) ?? new KeptAnswers<Comparison>(mostKept);
  kept.set(ctx.db, answers);
  const steady = here.endedAt !== null && there.endedAt !== null;
  const topics = [datasetRunTopic(here.key), datasetRunTopic(there.key)];
  const { live } = ctx;
  const { work, before } = answers.get({ live, id: `${here.key}:${there.key}`, topics, steady }, () =>
    Comparison.begin(ctx, here, there),
  );
  await Promise.race([work.done, pause(patienceMs)]);
  return work.complete ? work : (before ?? work);
}

/** Items of one verdict, in all or of one scorer. */
export function ordinalsOfVerdict(comparison: Comparison, verdict: Verdict, scorer: string | undefined): Section {
  return { next: (after, limit) => Promise.resolve(comparison.ordinalsOf(verdict, scorer, after, limit)) };
}

/** Items that are in the baseline only, by their places there. */
export function placesOnlyThere(comparison: Comparison): Section {
  return {
    next: (after, limit) => Promise.resolve(comparison.onlyThere.filter((ordinal) => ordinal > after).slice(0, limit)),
  };
}
