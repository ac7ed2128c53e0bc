import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";

const brand = Symbol.for("trackside.scorer");

/** What a scorer looks at: an item, what its agent gave, and how it came to it. */
export type Scored = {
  input: unknown;
  /** Undefined where the item has none. */
  expected: unknown;
  output: unknown;
  run: RunSummary;
  /** The run's steps in the order they began, without their values; at most the first 5,000. */
  steps: Step[];
};

export type Verdict = number | boolean | { value: number | null; pass?: boolean; label?: string; reason?: string };

export type ScorerDefinition = {
  /** What it is named by in dataset runs and on the command line. */
  id: string;
  name?: string;
  description?: string;
  /** 1 is best, 0 is worst, where nothing else is agreed; true is 1. It passes where it says so, else from 0.5 on. */
  score(scored: Scored): Verdict | Promise<Verdict>;
};

/** Defines a scorer: make it the default export of a file in the project's `scorers/`. */
export function defineScorer(definition: ScorerDefinition): ScorerDefinition {
  return Object.assign({ ...definition }, { [brand]: true as const });
}
