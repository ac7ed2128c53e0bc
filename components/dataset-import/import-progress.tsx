"use client";

import { useNow } from "@/components/ui/now";
import { formatBytes, formatClock } from "@/server/domain/format";
import type { Sending } from "./use-import";

const guessAfterMs = 3_000;

/** How much of the file is there, and how long the rest will take. The console stores rows as it reads them. */
export function ImportProgress({ size, sending: { sentBytes, startedAt } }: { size: number; sending: Sending }) {
  const now = useNow(500);
  const isThere = sentBytes >= size;
  const tookMs = now - startedAt;
  const leftMs = !isThere && sentBytes > 0 && tookMs > guessAfterMs ? (tookMs / sentBytes) * (size - sentBytes) : undefined;
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
      <span role="status">{isThere ? "Storing the last rows…" : "Importing…"}</span>
      <progress
        aria-label="Sent"
        value={isThere ? undefined : sentBytes}
        max={size}
        className="h-1.5 min-w-32 flex-1 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="text-ink-2">
        {formatBytes(Math.min(sentBytes, size))} of {formatBytes(size)}
        {leftMs === undefined ? "" : `, about ${formatLeft(leftMs)} left`}
      </span>
    </div>
  );
}

const formatLeft = (ms: number): string => (ms < 60_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : formatClock(ms));
