import { z } from "zod";
import { agentId } from "./ids";

const hourMs = 3_600_000;
/** Charts are read by eye: more points than this no one tells apart. */
const mostPoints = 200;

const instant = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** Hours since 1970: what runs are counted by. */
export const hourOf = (at: number): number => Math.floor(at / hourMs);
export const startOfHour = (hour: number): number => hour * hourMs;

export const trendsInput = z.strictObject({
  /** All agents where none is named. */
  agentId: agentId.optional(),
  revision: z.string().min(1).max(100).optional(),
  /** Where each point begins, and where the last one ends; each counts as the hour it lies in. */
  edges: z
    .array(instant)
    .min(2)
    .max(mostPoints + 1)
    .refine(
      (edges) => edges.every((edge, at) => at === 0 || hourOf(edge) > hourOf(edges[at - 1] ?? 0)),
      "must be different hours, in order",
    ),
  /** Runs of dataset runs count too, unless this is false. */
  datasetRuns: z.boolean().default(true),
});

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
