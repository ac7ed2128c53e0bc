import type { TranscriptEntry, TranscriptWindow } from "@/server/runs/list-transcript";

/** The part of a transcript that is here, without gaps, in the order its steps began. */
export type Stretch = { entries: readonly TranscriptEntry[]; atStart: boolean; atEnd: boolean };

/** What lies far behind is let go, and read again when one comes back. */
export const mostEntries = 400;

export function windowOf({ entries, hasMore }: TranscriptWindow, end: "start" | "middle" | "end"): Stretch {
  if (end === "end") return { entries, atStart: !hasMore, atEnd: true };
  return { entries, atStart: end === "start", atEnd: !hasMore };
}

export function appendEntries(now: Stretch, { entries, hasMore }: TranscriptWindow): Stretch {
  const last = now.entries.at(-1)?.step.begunSeq ?? 0;
  const all = [...now.entries, ...entries.filter(({ step }) => step.begunSeq > last)];
  const over = Math.max(0, all.length - mostEntries);
  return { entries: all.slice(over), atStart: now.atStart && over === 0, atEnd: !hasMore };
}

export function prependEntries(now: Stretch, { entries, hasMore }: TranscriptWindow): Stretch {
  const first = now.entries[0]?.step.begunSeq ?? Number.POSITIVE_INFINITY;
  const all = [...entries.filter(({ step }) => step.begunSeq < first), ...now.entries];
  return { entries: all.slice(0, mostEntries), atStart: !hasMore, atEnd: now.atEnd && all.length <= mostEntries };
}

export function replaceEntries(now: Stretch, newer: readonly TranscriptEntry[]): Stretch {
  if (newer.length === 0) return now;
  const byId = new Map(newer.map((entry) => [entry.step.id, entry]));
  return { ...now, entries: now.entries.map((entry) => byId.get(entry.step.id) ?? entry) };
}
