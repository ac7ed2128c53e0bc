import type { Step } from "../step";
import type { TimeScale } from "./time-scale";

/** Parts of the view, within it. `cutLeft`, `cutRight`: it begins before the view, ends after it. */
export type PlacedBar = {
  left: number;
  width: number;
  cutLeft: boolean;
  cutRight: boolean;
  outside: "left" | "right" | undefined;
};

/** What a step's bar asks of it. */
type Timed = Pick<Step, "startedAt" | "endedAt">;

/** A step's end on the axis: now while it is open; never before its begin, even where a clock went back. */
export function endOf({ startedAt, endedAt }: Timed, now: number): number {
  return Math.max(startedAt, endedAt ?? now);
}

/** Where a step stands in the view. One that lies outside is drawn nowhere, and it is said on which side. */
export function placeBar(step: Timed, { toUnit }: Pick<TimeScale, "toUnit">, now: number): PlacedBar {
  const from = toUnit(step.startedAt);
  const to = toUnit(endOf(step, now));
  const left = Math.min(1, Math.max(0, from));
  const width = Math.max(0, Math.min(1, to) - left);
  // Times in full have few digits after the millisecond: what is outside by less is at the edge.
  const outside = to < -1e-9 ? "left" : from > 1 + 1e-9 ? "right" : undefined;
  return { left, width, cutLeft: from < -1e-9, cutRight: to > 1 + 1e-9, outside };
}
