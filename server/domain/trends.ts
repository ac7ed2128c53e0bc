const hourMs = 3_600_000;

/** Hours since 1970: what runs are counted by. */
export const hourOf = (at: number): number => Math.floor(at / hourMs);
export const startOfHour = (hour: number): number => hour * hourMs;

export type EndedCounts = { completed: number; error: number; timeout: number; cancelled: number };
type ScoreFigures = { mean: number; n: number; passRate: number };

/** How runs did that were made in a span of time. What is not known is absent, never 0. */
export type TrendFigures = {
  runs: EndedCounts;
  /** Of those that were not cancelled. */
  p50?: number;
  p95?: number;
  inputTokens?: number;
  outputTokens?: number;
  costMicroUsd?: number;
  /** Some runs that used tokens have no known price. */
  costIsPart?: boolean;
  scores: Record<string, ScoreFigures>;
};

export type TrendPoint = TrendFigures & { from: number; to: number };
/** `whole` is of all points together: quantiles of parts cannot be added up. */
export type Trends = { points: TrendPoint[]; whole: TrendFigures };

export const endedRuns = ({ completed, error, timeout, cancelled }: EndedCounts): number =>
  completed + error + timeout + cancelled;

/** Of the runs that came to an end of their own, how many failed; nothing where there was none. */
export function errorRate({ completed, error, timeout }: EndedCounts): number | undefined {
  const all = completed + error + timeout;
  return all === 0 ? undefined : (error + timeout) / all;
}

/** From here on a share of failures is shown as something to look at: a few are everyday. */
export const isMany = (rate: number | undefined): boolean => rate !== undefined && rate >= 0.1;
