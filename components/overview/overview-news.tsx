"use client";

import { useState } from "react";
import type { OverviewData } from "./use-overview";

/** Says to screen readers what has changed since one came: a new failure, or that nothing runs any more. */
export function OverviewNews({ attention, running }: Pick<OverviewData, "attention" | "running">) {
  const newest = attention.failures.groups.reduce((last, group) => Math.max(last, group.lastAt), 0);
  const [known, setKnown] = useState({ newest, live: running.live, news: "" });
  if (known.newest !== newest || known.live !== running.live) {
    const failed = newest > known.newest ? attention.failures.groups.find((group) => group.lastAt === newest) : undefined;
    const idle = known.live > 0 && running.live === 0;
    const news = failed ? `A run of ${failed.agentId} failed: ${failed.message}` : idle ? "Nothing runs any more." : known.news;
    setKnown({ newest, live: running.live, news });
  }
  return (
    <p role="status" className="sr-only">
      {known.news}
    </p>
  );
}
