import type { Context } from "@/server/context";
import { problemOfChoice, termsOf } from "@/server/domain/built-in-scorers";
import { problemOfProfiles } from "@/server/domain/model-profile";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";
import { AppError } from "@/server/errors";

/** Refuses scorers that are not there or not used right, two of one name, and those whose model cannot be used. */
export function checkScorers(ctx: Context, scorers: ScorerChoice[]): void {
  const [first] = problemsOfScorers(ctx, scorers);
  if (first)
    throw new AppError("does-not-fit", first.message, { faults: [{ path: `scorers.${first.at}`, message: first.message }] });
}

/** Why some of these cannot be used so, by their place. */
export function problemsOfScorers(ctx: Context, scorers: ScorerChoice[]): { at: number; message: string }[] {
  const { loaded, scorers: own, models } = ctx.engine.project();
  const isSet = (variable: string): boolean => ctx.engine.isSet(variable);
  const names = new Set<string>();
  return scorers.flatMap((choice, at) => {
    const name = nameOfScorer(choice);
    // Before the project is loaded its scorers are not known; their process has the last word anyway.
    const known = loaded ? own.map(({ id }) => id) : [...own.map(({ id }) => id), choice.id];
    const message =
      problemOfChoice(choice, known) ??
      (names.has(name) ? `Two scorers are named ${name}: give one another name, {"id": …, "name": …}.` : undefined) ??
      // A judge is the project's own: the profiles of a dataset run are for its agent, and do not change who judges.
      (loaded ? unusable(choice, problemOfProfiles(termsOf(choice, own).models, models, {}, isSet)) : undefined);
    names.add(name);
    return message === undefined ? [] : [{ at, message }];
  });
}

function unusable({ id }: ScorerChoice, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `The scorer ${id} cannot be used: ${problem}`;
}
