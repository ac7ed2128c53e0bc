import type { Context } from "@/server/context";
import type { ScoreSummary } from "@/server/domain/dataset-run";
import { sumScores, type Summed } from "./store";

type Known = { at: number; tookMs: number; sums: Promise<Summed[]> };

/** Summing up a hundred thousand scores takes tens of milliseconds: it is done for a small part of the time only. */
const restsFor = 20;
const known = new WeakMap<object, Map<number, Known>>();
const mostKnown = 200;

type Of = { itemTrials: number; scorers: string[]; steady: boolean };

/** By scorer: the mean over the runs that have a score, and how many of all item-trials have passed. */
export async function summariseScores(
  ctx: Context,
  datasetRunKey: number,
  { itemTrials, scorers, steady }: Of,
): Promise<Record<string, ScoreSummary>> {
  const sums = await (steady ? sumScores(ctx.db, datasetRunKey) : lately(ctx, datasetRunKey));
  const none: Summed[] = scorers.map((scorer) => ({ scorer, n: 0, sum: 0, passed: 0 }));
  return Object.fromEntries(
    [...none, ...sums].map(({ scorer, n, sum, passed }) => [
      scorer,
      { mean: n === 0 ? null : sum / n, n, passRate: itemTrials === 0 ? 0 : passed / itemTrials },
    ]),
  );
}

function lately({ db }: Context, key: number): Promise<Summed[]> {
  const ofDatabase = known.get(db) ?? new Map<number, Known>();
  known.set(db, ofDatabase);
  const last = ofDatabase.get(key);
  const now = performance.now();
  if (last && now - last.at < last.tookMs * restsFor) return last.sums;
  const next: Known = { at: now, tookMs: 0, sums: sumScores(db, key) };
  ofDatabase.delete(key);
  ofDatabase.set(key, next);
  const [oldest] = ofDatabase.keys();
  if (ofDatabase.size > mostKnown && oldest !== undefined) ofDatabase.delete(oldest);
  void next.sums.then(
    () => (next.tookMs = performance.now() - now),
    () => ofDatabase.delete(key),
  );
  return next.sums;
}
