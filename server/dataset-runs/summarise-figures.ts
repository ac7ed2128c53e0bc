import type { z } from "zod";
import type { Database } from "@/db/database";
import type { Context } from "@/server/context";
import { groupBy } from "@/server/domain/group-by";
import { mean } from "@/server/domain/mean";
import type { datasetRunRef } from "@/server/domain/dataset-run";
import type { DatasetRunFigures } from "@/server/domain/item-result";
import { effectiveScores } from "@/server/domain/effective-scores";
import { Tally } from "@/server/domain/tally";
import { datasetRunTopic } from "@/server/live/bus";
import { inParts, KeptAnswers } from "@/server/live/kept-answer";
import { scoresBetween, type CountedScore } from "@/server/scores/scores-of-runs";
import { readRunFigures, type RunFigure } from "./figure-store";
import { requireDatasetRun } from "./require-dataset-run";
import type { DatasetRunRow } from "./store";

const rowsAtOnce = 400;
const scoreBars = 10;
const durationBars = 12;
const mostKept = 50;

type Work = { done: Promise<DatasetRunFigures> };
const kept = new WeakMap<Database, KeptAnswers<Work>>();

/** What a dataset run's results come to so far: how values and durations lie, and what it costs. */
export async function summariseFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof datasetRunRef>;
}): Promise<DatasetRunFigures> {
  const run = await requireDatasetRun(ctx, input);
  const answers = kept.get(ctx.db) ?? new KeptAnswers<Work>(mostKept);
  kept.set(ctx.db, answers);
  const of = { live: ctx.live, id: run.id, topics: [datasetRunTopic(run.key)], steady: run.endedAt !== null };
  const { work, before } = answers.get(of, () => ({ done: summarise(ctx, run) }));
  return (of.steady ? work : (before ?? work)).done;
}

async function summarise(ctx: Context, run: DatasetRunRow): Promise<DatasetRunFigures> {
  const [runs, scores] = [new RunFigures(), new ScoreFigures(run.trials)];
  let after = { createdAt: -1, key: -1 };
  await inParts(async () => {
    const rows = await readRunFigures(ctx.db, run.id, after, rowsAtOnce);
    for (const row of rows) runs.add(row);
    const last = rows.at(-1);
    if (last) after = { createdAt: last.createdAt, key: last.key };
    return rows.length === rowsAtOnce;
  });
  const all = run.totalItems * run.trials;
  let from = 0;
  await inParts(async () => {
    const rows = await scoresBetween(ctx.db, run.key, from, from + rowsAtOnce);
    for (const ofTrial of groupBy(rows, ({ ordinal }) => ordinal).values()) scores.add(ofTrial);
    from += rowsAtOnce;
    return from < all;
  });
  return { scorers: scores.sum(), ...runs.sum(all) };
}

class RunFigures {
  readonly #durations = new Tally();
  #cost = 0;
  #costed = 0;
  #unpriced = 0;
  #modelCalls = 0;
  #ended = 0;

  add({ status, startedAt, endedAt, costMicroUsd, modelCalls, isLatest }: RunFigure): void {
    this.#modelCalls += modelCalls;
    if (costMicroUsd !== null) {
      this.#cost += costMicroUsd;
      this.#costed += 1;
    } else if (modelCalls > 0) this.#unpriced += 1;
    if (isLatest === 0 || endedAt === null) return;
    this.#ended += 1;
    if (startedAt !== null && status !== "cancelled") this.#durations.add(Math.max(0, endedAt - startedAt));
  }

  sum(all: number): Omit<DatasetRunFigures, "scorers"> {
    const [p50, p95] = [this.#durations.quantile(0.5), this.#durations.quantile(0.95)];
    const isKnown = this.#costed > 0;
    const isPart = isKnown && this.#unpriced > 0;
    return {
      ...(p50 === undefined || p95 === undefined
        ? {}
        : { duration: { p50, p95, bars: this.#durations.growingBars(durationBars) } }),
      ...(isKnown ? { costMicroUsd: this.#cost } : {}),
      costIsPart: isPart,
      modelCalls: this.#modelCalls,
      ...(isKnown && !isPart && this.#ended > 0 ? { costInAllMicroUsd: (this.#cost / this.#ended) * all } : {}),
    };
  }
}

class ScoreFigures {
  readonly #trials: number;
  readonly #byScorer = new Map<string, { tally: Tally; ofTrial: { sum: number; n: number }[] }>();

  constructor(trials: number) {
    this.#trials = trials;
  }

  add(rows: CountedScore[]): void {
    for (const { scorer, value, ordinal } of effectiveScores(rows)) {
      if (value === null) continue;
      const known = this.#byScorer.get(scorer) ?? {
        tally: new Tally(),
        ofTrial: Array.from({ length: this.#trials }, () => ({ sum: 0, n: 0 })),
      };
      this.#byScorer.set(scorer, known);
      known.tally.add(value);
      const trial = known.ofTrial[ordinal % this.#trials];
      if (!trial) continue;
      trial.sum += value;
      trial.n += 1;
    }
  }

  sum(): DatasetRunFigures["scorers"] {
    return [...this.#byScorer]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([scorer, { tally, ofTrial }]) => {
        const means = ofTrial.flatMap(({ sum, n }) => (n === 0 ? [] : [sum / n]));
        return { scorer, bars: tally.bars(scoreBars), ...(means.length > 1 ? { spread: deviation(means) } : {}) };
      });
  }
}

function deviation(values: number[]): number {
  const middle = mean(values) ?? 0;
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) ?? 0);
}
