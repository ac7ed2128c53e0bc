import { z } from "zod";
import { runId, stepId } from "./ids";
import type { RunCounts } from "./run";
import type { Step } from "./step";
import { stepKind } from "./step-schema";
import type { SiblingPart } from "./timeline/fold-siblings";

/** What the run's page asks for, a part at a time, and what it is answered. */
export const childrenInput = z.strictObject({
  runId,
  /** Nothing: the steps nothing is above, and those whose parent never came. */
  parent: stepId.nullable(),
  offset: z.number().int().min(0).max(1e9).default(0),
  limit: z.number().int().min(1).max(500).default(200),
  /** The last so many there are, wherever these begin. */
  last: z.boolean().default(false),
});
/** Ordinals within the window that no step has, as after a re-run that took over some siblings and not others; `to` not included. */
export type OrdinalGap = { from: number; to: number };
/** `total` counts places: the last child's, plus one. Among roots a step's place is its place in the answer, not its ordinal. */
export type ChildWindow = { offset: number; steps: Step[]; total: number; absent: OrdinalGap[] };

export const foldsInput = z.strictObject({
  runId,
  /** `upTo`: only the children before this ordinal. */
  of: z
    .array(z.strictObject({ parent: stepId, upTo: z.number().int().min(0).max(1e9).optional() }))
    .min(1)
    .max(50),
});
/** Which children stand for one another, of those before the ordinal `upTo`; the others have a row each. */
export type FamilyFolds = { parts: Exclude<SiblingPart, { type: "step" }>[]; upTo: number };
export type FoldsOf = FamilyFolds & { parent: string };

export type ExpandedAtFirst = { id: string; childCount: number };
export type RunOutline = {
  /** A `watch` from here on misses nothing. */
  lastSeq: number;
  counts: RunCounts;
  /** All steps of the run are in `steps`. */
  complete: boolean;
  roots: number;
  steps: Step[];
  /** Whose children are in `steps`, the first 200 at least: ordinals among those that none of them has are nobody's. */
  expanded: ExpandedAtFirst[];
  /** Of families that are not whole in `steps`, as far as that was known at once. */
  folds: FoldsOf[];
  /** The run's own begin and end; a run that goes on ends now. What steps say besides, where clocks went back, is in the shape. */
  bounds: { startMs: number; endMs: number };
};

export const ancestorsInput = z.union([
  z.strictObject({ runId, stepId }),
  z.strictObject({ runId, path: z.string().min(1).max(40_000) }),
]);
/**
 * `ancestors` from the root down to the parent. `rootPlace`: where the topmost of these stands among the roots; not yet known
 * of a large run's orphan, as long as nobody has asked for the run's shape.
 */
export type PlacedStep = { step: Step; ancestors: Step[]; rootPlace: number | undefined };

export const matchesInput = z.strictObject({
  runId,
  kinds: z.array(stepKind).min(1).max(20).optional(),
  failed: z.boolean().optional(),
  minMs: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  q: z.string().min(1).max(200).optional(),
  /** The `after` of the answer before. */
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  limit: z.number().int().min(1).max(500).default(200),
});
export type StepMatches = {
  /** In the order in which they began. */
  steps: Step[];
  /** All that is above these steps, and is not among them. */
  ancestors: Step[];
  /** It has been looked up to here, in the run's own numbers, which go up to `lastSeq`. */
  after: number;
  lastSeq: number;
  hasMore: boolean;
};

export const nextFailedInput = z.strictObject({
  runId,
  /** The begunSeq of the step one is at; 0 for none. */
  from: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  direction: z.enum(["next", "previous"]),
});
/** `wrapped`: it lies on the other side, after the last or before the first. */
export type NextFailed = PlacedStep & { wrapped: boolean };

export const shapeInput = z.strictObject({ runId, buckets: z.number().int().min(1).max(480).default(240) });
export type RunShape = {
  /** What was known when this was worked out: up to this seq. */
  seq: number;
  /** Over all steps, also where a clock went back. */
  bounds: { startMs: number; endMs: number };
  /** Equal parts of the bounds: how many steps began in each, and of these in how many a failure arose and how many are model calls. */
  begun: number[];
  failed: number[];
  models: number[];
  idle: { fromMs: number; toMs: number }[];
  /** The steps that decided when the run ended, from the one with most time of its own; at most 1,000 of `criticalSteps`. */
  critical: { id: string; fromMs: number; toMs: number; selfMs: number }[];
  criticalSteps: number;
  kinds: Partial<Record<Step["kind"], number>>;
  /** Where they arose, also in steps another program told of. */
  failures: number;
  /** Steps whose parent never came: they stand among the roots, after the true ones. */
  orphans: number;
};
