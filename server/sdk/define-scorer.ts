import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import type { LanguageModel } from "./ai-model";

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

/** What a scorer may use beside what it looks at. */
export type ScorerTools = {
  /** A model of the AI SDK, by one of the profiles the scorer names under `models`. Its calls are no steps of the run. */
  model: (profile: string) => LanguageModel;
  /** Aborted when the scorer's time is over. */
  signal: AbortSignal;
};

export type ScorerDefinition = {
  /** What it is named by in dataset runs and on the command line. */
  id: string;
  name?: string;
  description?: string;
  /** 1 is best, 0 is worst, where nothing else is agreed; true is 1. It passes where it says so, else from 0.5 on. */
  /** The model profiles it asks: its scores then count as a judge's, and what keeps a model from being used is told before a run. */
  models?: string[];
  /** How long it may take for one run; 30 s where not said, 60 s for one that asks models. */
  timeoutMs?: number;
  score(scored: Scored, tools: ScorerTools): Verdict | Promise<Verdict>;
};

/** Defines a scorer: make it the default export of a file in the project's `scorers/`. */
export function defineScorer(definition: ScorerDefinition): ScorerDefinition {
  return Object.assign({ ...definition }, { [brand]: true as const });
}
