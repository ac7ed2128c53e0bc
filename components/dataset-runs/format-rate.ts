import type { DatasetRun } from "@/server/domain/dataset-run";
import { endedOf } from "./dataset-run-progress";

/** "1.1 / s", "12 / min"; as exact as one reads it. */
export function formatRate(perSecond: number | undefined): string {
  if (perSecond === undefined || !Number.isFinite(perSecond) || perSecond <= 0) return "—";
  if (perSecond >= 100) return `${Math.round(perSecond).toLocaleString("en-US")} / s`;
  if (perSecond >= 0.5) return `${perSecond.toFixed(1)} / s`;
  return `${(perSecond * 60).toFixed(perSecond * 60 >= 10 ? 0 : 1)} / min`;
}

/** Of the item-trials that have ended: while a run goes on, those still to come have not failed. */
export function passedOf(run: DatasetRun, passRate: number): number {
  const ended = endedOf(run);
  return ended === 0 ? 0 : Math.min(1, (passRate * run.totalItems * run.trials) / ended);
}
