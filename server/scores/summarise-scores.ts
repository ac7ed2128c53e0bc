import type { Database } from "@/db/database";
import type { Context } from "@/server/context";
import type { ScoreSummary } from "@/server/domain/dataset-run";
import { effectiveScores } from "@/server/domain/effective-scores";
import { groupBy } from "@/server/domain/group-by";
import { datasetRunTopic } from "@/server/live/bus";
import { inParts, KeptAnswers } from "@/server/live/kept-answer";
import { readScoresBetween } from "./store";

type Summed = { n: number; sum: number; passed: number };
type Work = { done: Promise<Map<string, Summed>> };

const rowsAtOnce = 400;
const mostKept = 200;
const kept = new WeakMap<Database, KeptAnswers<Work>>();

type Of = { itemTrials: number; scorers: string[]; steady: boolean };

/**
 * By scorer: the mean over the runs that have a score, and how many of all item-trials have passed. A hundred thousand
 * scores are summed up in parts; while they go on coming the last sums hold for a while.
 */
export async function summariseScores(
  ctx: Context,
  datasetRunKey: number,
  { itemTrials, scorers, steady }: Of,
): Promise<Record<string, ScoreSummary>> {
  const answers = kept.get(ctx.db) ?? new KeptAnswers<Work>(mostKept);
  kept.set(ctx.db, answers);
  const topics = [datasetRunTopic(datasetRunKey)];
  const { work, before } = answers.get({ live: ctx.live, id: String(datasetRunKey), topics, steady }, () => ({
    done: sumScores(ctx, datasetRunKey, itemTrials),
  }));
  const sums = await (steady ? work : (before ?? work)).done;
  const none: [string, Summed][] = scorers.map((scorer) => [scorer, { n: 0, sum: 0, passed: 0 }]);
  return Object.fromEntries(
    [...none, ...sums].map(([scorer, { n, sum, passed }]) => [
      scorer,
      { mean: n === 0 ? null : sum / n, n, passRate: itemTrials === 0 ? 0 : passed / itemTrials },
    ]),
  );
}

async function sumScores({ db }: Context, datasetRunKey: number, itemTrials: number): Promise<Map<string, Summed>> {
  const sums = new Map<string, Summed>();
  let from = 0;
  await inParts(async () => {
    const rows = await readScoresBetween(db, datasetRunKey, from, from + rowsAtOnce);
    for (const ofTrial of groupBy(rows, ({ ordinal }) => ordinal).values())
      for (const { scorer, value, passed } of effectiveScores(ofTrial)) {
        if (value === null) continue;
        const known = sums.get(scorer) ?? { n: 0, sum: 0, passed: 0 };
        sums.set(scorer, { n: known.n + 1, sum: known.sum + value, passed: known.passed + (passed ?? 0) });
      }
    from += rowsAtOnce;
    return from < itemTrials;
  });
  return sums;
}
