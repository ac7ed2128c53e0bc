import type { GivenScore } from "@/server/domain/host-protocol";
import { nameOfScorer, type ScorerChoice } from "@/server/domain/score";

/** So often in a row without an answer, a scorer is not asked again: each time costs its whole limit. */
const mostLate = 3;

/** Scorers of a dataset run that hang, or take their process with them, again and again. */
export class GivenUp {
  readonly #late = new Map<string, { times: number; score: GivenScore }>();

  note(scores: GivenScore[]): void {
    for (const score of scores)
      if (score.late) this.#late.set(score.scorer, { times: (this.#late.get(score.scorer)?.times ?? 0) + 1, score });
      else if (!this.has(score.scorer)) this.#late.delete(score.scorer);
  }

  has(name: string): boolean {
    return (this.#late.get(name)?.times ?? 0) >= mostLate;
  }

  /** What is said in place of asking it; nothing where it is asked. */
  scoreOf(choice: ScorerChoice): GivenScore | undefined {
    const scorer = nameOfScorer(choice);
    const last = this.#late.get(scorer);
    if (!last || last.times < mostLate) return undefined;
    const why = `It was not asked: ${mostLate} times in a row it gave no answer. Mend it and score again.`;
    return { scorer, source: last.score.source, value: null, reason: `${why} The last time: ${last.score.reason}` };
  }
}
