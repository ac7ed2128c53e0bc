"use client";

import { useNow } from "@/components/ui/now";
import type { Step } from "@/server/domain/step";

const tickMs = 200;
const never = 1 << 30;

/**
 * The right end of the axis. While the run goes on it is the console's clock, which this browser's may differ from, and
 * never before the last thing that was recorded.
 */
export function useAxisNow(steps: ReadonlyMap<string, Step>, live: boolean, clockOffsetMs: number): number {
  const ticking = useNow(live ? tickMs : never);
  let last = 0;
  for (const step of steps.values()) last = Math.max(last, step.endedAt ?? step.startedAt);
  return live ? Math.max(last, ticking + clockOffsetMs) : last;
}
