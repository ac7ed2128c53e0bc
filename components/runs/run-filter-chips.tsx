"use client";

import { CloseIcon } from "@/components/ui/icons";
import { useHydrated } from "@/components/ui/use-hydrated";
import { formatDuration, formatMoment } from "@/server/domain/format";
import { changeRunFilter } from "./change-run-filter";
import type { RunFilter } from "./run-filter";

type Chip = { word: string; without: (now: RunFilter) => RunFilter };

/** What the menus do not show of the filter, each to be taken off. */
export function RunFilterChips({ filter }: { filter: RunFilter }) {
  // Moments are written in the reader's zone, which the server cannot know.
  const hydrated = useHydrated();
  return chipsOf(filter, hydrated ? formatMoment : () => "…").map(({ word, without }) => (
    <button
      key={word}
      type="button"
      aria-label={`Without ${word}`}
      onClick={() => changeRunFilter(without)}
      className="inline-flex h-7 max-w-72 items-center gap-1.5 rounded-md border border-accent-line bg-panel pr-1.5 pl-2.5 text-accent-ink hover:bg-hover"
    >
      <span className="truncate">{word}</span>
      <CloseIcon width={12} height={12} className="shrink-0" />
    </button>
  ));
}

const listWords = { tag: "tag", roomId: "room", datasetRunId: "dataset run" } as const;

function chipsOf(filter: RunFilter, moment: (at: number) => string): Chip[] {
  const { from, to, minMs, maxMs } = filter;
  const number = (name: "from" | "to" | "minMs" | "maxMs", word: string): Chip => ({
    word,
    without: ({ [name]: _old, ...now }) => now,
  });
  return [
    ...(from === undefined ? [] : [number("from", `since ${moment(from)}`)]),
    ...(to === undefined ? [] : [number("to", `before ${moment(to)}`)]),
    ...(minMs === undefined ? [] : [number("minMs", `at least ${formatDuration(minMs)}`)]),
    ...(maxMs === undefined ? [] : [number("maxMs", `at most ${formatDuration(maxMs)}`)]),
    ...(["tag", "roomId", "datasetRunId"] as const).flatMap((name) =>
      filter[name].map((value) => ({
        word: `${listWords[name]} ${value}`,
        without: (now: RunFilter) => ({ ...now, [name]: now[name].filter((one) => one !== value) }),
      })),
    ),
  ];
}
