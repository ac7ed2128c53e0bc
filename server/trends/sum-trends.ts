import { quantileOf } from "@/server/domain/duration-buckets";
import type { EndedCounts, TrendFigures } from "@/server/domain/trends";
import type { ScoreTrendRow, TrendRow } from "./store";

/** Adds rows up, from however many reads they come. */
export class TrendSum {
  readonly #runs: EndedCounts = { completed: 0, error: 0, timeout: 0, cancelled: 0 };
  readonly #durations = new Map<number, number>();
  readonly #scores = new Map<string, { n: number; sum: number; passes: number }>();
  #counted = 0;
  #priced = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  #costMicroUsd = 0;

  add(row: TrendRow): void {
    this.#runs[row.status as keyof EndedCounts] += row.runs;
    // Somebody's word, or the console's, cut a cancelled one off: how long it took says nothing of the agent.
    if (row.status !== "cancelled" && row.bucket >= 0)
      this.#durations.set(row.bucket, (this.#durations.get(row.bucket) ?? 0) + row.runs);
    this.#counted += row.counted;
    this.#priced += row.priced;
    this.#inputTokens += row.inputTokens;
    this.#outputTokens += row.outputTokens;
    this.#costMicroUsd += row.costMicroUsd;
  }

  addScore({ scorer, n, sum, passes }: Omit<ScoreTrendRow, "of">): void {
    const known = this.#scores.get(scorer) ?? { n: 0, sum: 0, passes: 0 };
    this.#scores.set(scorer, { n: known.n + n, sum: known.sum + sum, passes: known.passes + passes });
  }

  /** Also what another one has added up. */
  include(other: TrendSum): void {
    for (const status of ["completed", "error", "timeout", "cancelled"] as const) this.#runs[status] += other.#runs[status];
    for (const [bucket, runs] of other.#durations) this.#durations.set(bucket, (this.#durations.get(bucket) ?? 0) + runs);
    for (const [scorer, score] of other.#scores) this.addScore({ scorer, ...score });
    this.#counted += other.#counted;
    this.#priced += other.#priced;
    this.#inputTokens += other.#inputTokens;
    this.#outputTokens += other.#outputTokens;
    this.#costMicroUsd += other.#costMicroUsd;
  }

  figures(): TrendFigures {
    const [p50, p95] = [quantileOf(this.#durations, 0.5), quantileOf(this.#durations, 0.95)];
    const scores = [...this.#scores].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      runs: this.#runs,
      ...(p50 === undefined ? {} : { p50 }),
      ...(p95 === undefined ? {} : { p95 }),
      ...(this.#counted === 0 ? {} : { inputTokens: this.#inputTokens, outputTokens: this.#outputTokens }),
      ...(this.#priced === 0 ? {} : { costMicroUsd: this.#costMicroUsd }),
      ...(this.#priced > 0 && this.#priced < this.#counted ? { costIsPart: true } : {}),
      scores: Object.fromEntries(
        scores.map(([scorer, { n, sum, passes }]) => [scorer, { mean: sum / n, n, passRate: passes / n }]),
      ),
    };
  }
}
