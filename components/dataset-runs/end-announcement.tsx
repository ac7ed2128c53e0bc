"use client";

import { useState } from "react";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";

/** Says the end to screen readers, where one was there to see it come. */
export function EndAnnouncement({ run, live }: { run: DatasetRun; live: boolean }) {
  const [wasLive, setWasLive] = useState(live);
  if (live && !wasLive) setWasLive(true);
  const counts = [
    [run.completedCount, "completed"],
    [run.errorCount, "failed"],
    [run.timeoutCount, "out of time"],
    [run.cancelledCount, "cancelled"],
  ] as const;
  return (
    <p role="status" className="sr-only">
      {wasLive && !live
        ? `The dataset run has ended: ${counts
            .filter(([count]) => count > 0)
            .map(([count, word]) => `${formatCount(count)} ${word}`)
            .join(", ")}.`
        : ""}
    </p>
  );
}
