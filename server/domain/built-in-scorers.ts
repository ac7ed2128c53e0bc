import { z } from "zod";
import type { ScorerChoice } from "./score";

/** One line each: their controls are made from this. */
const line = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\r\n]*$/, "is one line");
const path = line(1000).describe("A field of the output, as answer.total; all of it where not said").optional();
/** How long a scorer may take for one run. */
export const scorerTimeoutMs = z.number().int().min(1).max(600_000);
const step = line(2000);

/** Settings of the scorers every project has. `path` takes a field of the output, as `answer.total`; without it the whole counts. */
export const builtInScorers = {
  "exact-match": z.strictObject({ path }),
  "json-fields": z.strictObject({ fields: z.array(line(1000)).min(1).max(200).optional() }),
  contains: z.strictObject({
    path,
    text: z.string().min(1).max(10_000).describe("What is to be in it; what the item expects where not said").optional(),
    ignoreCase: z.boolean().optional(),
  }),
  regex: z.strictObject({
    path,
    pattern: z.string().min(1).max(10_000).describe("A regular expression, as in ^ORD-\\d+$"),
    flags: z
      .string()
      .regex(/^[imsu]{0,4}$/)
      .optional(),
  }),
  numeric: z.strictObject({
    path,
    tolerance: z.number().min(0).describe("How far from what is expected it may be").optional(),
  }),
  similarity: z.strictObject({
    path,
    threshold: z.number().min(0).max(1).describe("From where on it passes; 0.5 where not said").optional(),
  }),
  "json-schema": z.strictObject({ schema: z.record(z.string(), z.json()) }),
  "max-duration": z.strictObject({ ms: z.number().positive().describe("The longest a run may take, in milliseconds") }),
  "max-cost": z.strictObject({ usd: z.number().positive().describe("The most a run may cost, in US dollars") }),
  /** A model's grade by criteria, from 1 to `scale`, put between 0 and 1; `profile` is one of the project's models. */
  judge: z.strictObject({
    profile: z.string().min(1).max(200),
    criteria: z.string().trim().min(1).max(20_000).describe("What a good output is, in plain words"),
    path,
    scale: z.number().int().min(2).max(100).describe("The best grade; 5 where not said").optional(),
    threshold: z.number().min(0).max(1).describe("From where between 0 and 1 on it passes; 0.5 where not said").optional(),
    timeoutMs: scorerTimeoutMs.describe("How long the model may take, in milliseconds; 60,000 where not said").optional(),
  }),
  trajectory: z.strictObject({ steps: z.array(step).min(1).max(500), order: z.enum(["exact", "in-order", "any"]).optional() }),
} as const;
export type BuiltInScorer = keyof typeof builtInScorers;

const usualMs = 30_000;
const usualWithModelMs = 60_000;

function limitOfScorer({ timeoutMs, models = [] }: { timeoutMs?: number; models?: readonly string[] }): number {
  return timeoutMs ?? (models.length > 0 ? usualWithModelMs : usualMs);
}

/** What is known of a scorer before it is asked: whether it asks models, and how long it may take. */
export type ScorerTerms = { models: readonly string[]; limitMs: number };

export function termsOf(
  choice: ScorerChoice,
  own: readonly { id: string; models?: string[]; timeoutMs?: number }[],
): ScorerTerms {
  const defined = own.find(({ id }) => id === choice.id);
  if (defined) return { models: defined.models ?? [], limitMs: limitOfScorer(defined) };
  const judge = choice.id === "judge" ? builtInScorers.judge.safeParse(settingsOf(choice)).data : undefined;
  const models = judge ? [judge.profile] : [];
  return {
    models,
    limitMs: limitOfScorer({ models, ...(judge?.timeoutMs === undefined ? {} : { timeoutMs: judge.timeoutMs }) }),
  };
}

/** What a choice says beside which scorer, and what it is to be called. */
export function settingsOf({ id: _id, name: _name, ...settings }: ScorerChoice): Record<string, unknown> {
  return settings;
}

export function isBuiltIn(id: string): id is BuiltInScorer {
  return Object.hasOwn(builtInScorers, id);
}

/** Why a scorer cannot be used like that; nothing where it can. */
export function problemOfChoice(choice: ScorerChoice, own: readonly string[]): string | undefined {
  const { id } = choice;
  const settings = settingsOf(choice);
  if (own.includes(id)) return undefined;
  if (!isBuiltIn(id))
    return `There is no scorer ${id}. Built in are ${Object.keys(builtInScorers).join(", ")}; of the project there ${own.length > 0 ? `are ${own.join(", ")}` : "is none"}.`;
  const parsed = builtInScorers[id].safeParse(settings);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `The scorer ${id} cannot be used so: ${[...(issue?.path ?? [])].join(".") || "its settings"}: ${issue?.message}.`;
  }
  if (id !== "regex") return undefined;
  try {
    const { pattern, flags } = builtInScorers.regex.parse(settings);
    void new RegExp(pattern, flags);
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** Whether a scorer, used so, compares with what the item expects. Of a project's own that is not known. */
export function needsExpected(choice: ScorerChoice, own: readonly string[]): boolean {
  if (own.includes(choice.id)) return false;
  if (choice.id === "contains") return choice["text"] === undefined;
  return ["exact-match", "json-fields", "numeric", "similarity"].includes(choice.id);
}
