const hourMs = 3_600_000;

export const trendRanges = ["24h", "7d", "30d"] as const;
export type TrendRange = (typeof trendRanges)[number];
export const rangeWords: Readonly<Record<TrendRange, string>> = {
  "24h": "last 24 hours",
  "7d": "last 7 days",
  "30d": "last 30 days",
};

export function readTrendRange(params: URLSearchParams): TrendRange {
  return trendRanges.find((range) => range === params.get("range")) ?? "7d";
}

/**
 * Where each point begins and the last ends, at round times of the reader's own clock: hours, quarters of a day, days. The
 * last is the one that goes on now.
 */
export function edgesOf(range: TrendRange, now: number): number[] {
  if (range === "24h") {
    const end = (Math.floor(now / hourMs) + 1) * hourMs;
    return Array.from({ length: 25 }, (_, n) => end - (24 - n) * hourMs);
  }
  const today = new Date(now);
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  // By the calendar, not by hours: some days have 23, or 25.
  if (range === "30d") return Array.from({ length: 31 }, (_, n) => new Date(year, month, day - 29 + n).getTime());
  const quarter = Math.floor(today.getHours() / 6) + 1;
  return Array.from({ length: 29 }, (_, n) => new Date(year, month, day, (quarter - 28 + n) * 6).getTime());
}
