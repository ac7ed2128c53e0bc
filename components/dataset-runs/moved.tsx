import { formatScore } from "@/server/domain/format";

/** By how much a value is above or below the baseline's. */
export function Moved({ by }: { by: number }) {
  return (
    <>
      <span aria-hidden="true">{by > 0 ? "▲" : "▼"}</span> {formatScore(Math.abs(by))}
      <span className="sr-only"> {by > 0 ? "above" : "below"} the baseline</span>
    </>
  );
}
