import type { Context } from "@/server/context";
import { problemOfChoice } from "@/server/domain/built-in-scorers";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";
import { AppError } from "@/server/errors";

/** Refuses scorers that are not there or not used right, and two of one name. */
export function checkScorers(ctx: Context, scorers: ScorerChoice[]): void {
  const { loaded, scorers: own } = ctx.engine.project();
  const names = new Set<string>();
  for (const [at, choice] of scorers.entries()) {
    const name = nameOfScorer(choice);
    // Before the project is loaded its scorers are not known; their process has the last word anyway.
    const known = loaded ? own.map(({ id }) => id) : [...own.map(({ id }) => id), choice.id];
    const problem =
      problemOfChoice(choice, known) ??
      (names.has(name) ? `Two scorers are named ${name}: give one another name, {"id": …, "name": …}.` : undefined);
    if (problem !== undefined)
      throw new AppError("does-not-fit", problem, { faults: [{ path: `scorers.${at}`, message: problem }] });
    names.add(name);
  }
}
