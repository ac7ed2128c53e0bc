import { z } from "zod";
import { plainText, runId } from "./ids";

export type ScoreSource = "code" | "judge" | "human";

/** A scorer's verdict on a run. No value: it could not tell, and `reason` says why. */
export type Score = {
  scorer: string;
  value: number | null;
  pass?: boolean;
  label?: string;
  reason?: string;
  source: ScoreSource;
};

const scorerName = plainText(200);

/** Which scorer, and for one that is built in how: `"exact-match"`, or `{id: "numeric", tolerance: 0.01}`. `name` tells two of one apart. */
export const scorerChoice = z.union([
  scorerName.transform((id): ScorerChoice => ({ id })),
  z.looseObject({ id: scorerName, name: scorerName.optional() }).transform((choice): ScorerChoice => choice as ScorerChoice),
]);
export type ScorerChoice = { id: string; name?: string; [setting: string]: unknown };

export const nameOfScorer = ({ id, name }: ScorerChoice): string => name ?? id;

export const humanScoreInput = z.strictObject({
  runId,
  scorer: scorerName,
  value: z.number().nullable(),
  label: plainText(200).optional(),
  reason: plainText(10_000).optional(),
});
