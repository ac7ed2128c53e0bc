import clsx from "clsx";
import type { Change } from "@/server/domain/compare-items";
import { formatScore } from "@/server/domain/format";
import { Moved } from "./moved";
import type { ShownScore } from "./result-scores";

type ScoreCellProps = { scorer: string; score: ShownScore | undefined; change: Change | undefined; live: boolean };

/** A scorer's value; over several trials the mean with its spread, against a baseline with what changed. */
export function ScoreCell({ scorer, score, change, live }: ScoreCellProps) {
  const moved = change && change.here !== null && change.there !== null && change.verdict !== "same";
  const several = score !== undefined && score.trials > 1 && score.value !== null;
  const spread = several
    ? `${scorer}: mean ${formatScore(score.value)}, from ${formatScore(score.low)} to ${formatScore(score.high)} over ${score.trials} trials`
    : undefined;
  return (
    <span
      className={clsx("whitespace-nowrap", score && !score.passed && "font-medium text-fail")}
      title={spread ?? (score?.value === null ? `${scorer} could not tell; the details say why` : undefined)}
    >
      <span className="font-sans text-ink-3 @min-[860px]:sr-only">{scorer} </span>
      {moved ? (
        <span className={clsx("pr-1.5 text-2xs", change.verdict === "worse" ? "text-fail" : "text-ok")}>
          <Moved by={(change.here ?? 0) - (change.there ?? 0)} />
        </span>
      ) : null}
      {score ? formatScore(score.value) : live ? "" : "—"}
      {score && !score.passed && score.value !== null ? <span className="sr-only"> (not passed)</span> : null}
      {several && score.high > score.low ? (
        <span className="pl-1 text-2xs text-ink-2">
          {formatScore(score.low)}–{formatScore(score.high)}
        </span>
      ) : null}
    </span>
  );
}
