"use client";

import { formatClock, formatDuration } from "@/server/domain/format";
import { useNow } from "./now";

type DurationProps = { startedAt?: number | undefined; durationMs?: number | undefined; live: boolean };

/** How long it took, or a clock that counts while it goes on. */
export function Duration({ startedAt, durationMs, live }: DurationProps) {
  if (live && startedAt !== undefined) return <Clock since={startedAt} />;
  return <>{formatDuration(durationMs)}</>;
}

export function Clock({ since }: { since: number }) {
  const now = useNow(1_000);
  return <span className="tabular-nums">{formatClock(now - since)}</span>;
}
