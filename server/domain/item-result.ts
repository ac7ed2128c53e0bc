import { z } from "zod";
import type { ItemComparison, Verdict } from "./compare-items";
import { datasetRunRef, type DatasetResult } from "./dataset-run";
import { foreignId, plainText } from "./ids";
import type { Json } from "./json";
import { runStatusFilter } from "./run-status-filter";
import type { RunStatus } from "./run-status";
import type { Score } from "./score";
import type { Bar } from "./tally";

/** An item-trial in a list: values in one line, scores without their reasons. */
export type TrialRow = {
  trial: number;
  runId?: string;
  attempt: number;
  status: RunStatus;
  output?: string;
  error?: { code: string; message: string };
  startedAt?: number;
  durationMs?: number;
  retryAt?: number;
  scores: Omit<Score, "reason" | "label">[];
};

/** An item of a dataset run with all its trials; `index` is its place in the run. */
export type ItemRow = {
  index: number;
  itemId: string;
  input?: string;
  trials: TrialRow[];
  compared?: ItemComparison;
  /** What the item holds is not what it held in the baseline's version. */
  changed?: boolean;
};

export type ItemTrial = Omit<DatasetResult, "itemId" | "input" | "expected">;
export type ItemSide = { index: number; input?: Json; expected?: Json; trials: ItemTrial[] };

/** `failures`: what failed, what did not pass, what waits, then the rest. The others of a comparison are by its verdict. */
const resultView = z.enum(["failures", "all", "regressed", "improved", "only-here", "only-there"]);
export type ResultView = z.infer<typeof resultView>;
const baseline = datasetRunRef.shape.runId;
const mostRows = 100;

export const listItemsOfRunInput = datasetRunRef.extend({
  view: resultView.default("all"),
  status: z.array(runStatusFilter).max(20).optional(),
  /** Items of which a trial has a score of this scorer, within the bounds if there are any; of a comparison, its verdict. */
  scorer: plainText(200).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Looks into ids, inputs, expected, outputs and errors. */
  q: z.string().min(1).max(200).optional(),
  baseline: baseline.optional(),
  limit: z.number().int().min(1).max(mostRows).default(50),
  cursor: z.string().min(1).max(400).optional(),
});
export type ListItemsOfRunInput = z.infer<typeof listItemsOfRunInput>;

export type ItemPage = {
  items: ItemRow[];
  hasMore: boolean;
  nextCursor: string | null;
  /** How many item-trials had ended when the page was read. */
  ended: number;
  /** Of a comparison's view: how many items had its verdict when the page was read. */
  matching?: number;
  /** The comparison is still being made: there may be more. */
  comparing?: boolean;
};

export const refreshItemsInput = datasetRunRef.extend({
  indexes: z.array(z.number().int().min(0)).min(1).max(mostRows),
  baseline: baseline.optional(),
});
export const itemOfRunInput = datasetRunRef.extend({ itemId: foreignId, baseline: baseline.optional() });
export const compareRunsInput = datasetRunRef.extend({ baseline });

type ScorerFigures = {
  scorer: string;
  bars: Bar[];
  /** By how much the trials' means differ: their standard deviation. Only where there are several. */
  spread?: number;
};
export type DatasetRunFigures = {
  scorers: ScorerFigures[];
  duration?: { p50: number; p95: number; bars: Bar[] };
  /** Of every attempt so far; `isPart`: some calls have no known price. */
  costMicroUsd?: number;
  costIsPart: boolean;
  modelCalls: number;
  /** At this cost for each item-trial: what all of them come to. */
  costInAllMicroUsd?: number;
};

/** How many items have each verdict. */
type VerdictCounts = Record<Verdict, number>;
export type ScorerComparison = {
  worse: number;
  better: number;
  same: number;
  unknown: number;
  /** The means over the items that have a value on both sides. */
  here: number | null;
  there: number | null;
};
export type DatasetRunComparison = {
  items: VerdictCounts;
  scorers: Record<string, ScorerComparison>;
  changedItems: number;
  complete: boolean;
  compared: number;
  total: number;
};
