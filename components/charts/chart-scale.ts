import { axisTicks } from "@/server/domain/timeline";

export type Scale = { top: number; step: number; ticks: number[] };
export type Unit = "count" | "duration" | "cost" | "score";

/** Round numbers up to one that holds the largest value. `count` knows no halves; a score's scale is that of its scorer. */
export function scaleOf(largest: number, unit: Unit): Scale {
  if (unit === "duration") {
    const { stepMs } = axisTicks(Math.max(1, largest), 3);
    return upTo(largest, Math.max(1, stepMs));
  }
  if (unit === "score" && largest <= 1) return { top: 1, step: 0.5, ticks: [0, 0.5, 1] };
  const least = unit === "score" ? Number.EPSILON : 1;
  return upTo(largest, Math.max(least, roundStep(Math.max(largest, least) / 3)));
}

function upTo(largest: number, step: number): Scale {
  const steps = Math.max(1, Math.ceil(largest / step));
  return { top: steps * step, step, ticks: Array.from({ length: steps + 1 }, (_, n) => n * step) };
}

/** 1, 2 or 5 of a power of ten, and not less. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}
