"use client";

import { formatAgo, formatMoment } from "@/server/domain/format";
import { useNow } from "./now";

/** "5 min ago"; the exact moment on hover, written only then: it is in the reader's zone, which the server cannot know. */
export function RelativeTime({ at }: { at: number }) {
  const now = useNow(1_000);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      className="whitespace-nowrap"
      onPointerEnter={(event) => {
        event.currentTarget.title = formatMoment(at);
      }}
    >
      {formatAgo(at, now)}
    </time>
  );
}
