"use client";

import clsx from "clsx";
import { formatCount } from "@/server/domain/format";
import type { DatasetRunComparison, ResultView } from "@/server/domain/item-result";
import { changeResults, useResultAddress } from "./use-result-address";

/** Which results, and in what order. */
export function ResultViews({ comparison }: { comparison: DatasetRunComparison | undefined }) {
  const { view, baseline, scorer, min, max } = useResultAddress();
  const items = comparison?.items;
  // Of a chosen scorer the verdicts are its own.
  const own = scorer !== undefined && min === undefined && max === undefined ? comparison?.scorers[scorer] : undefined;
  const views: { view: ResultView; word: string; count?: number | undefined }[] = [
    { view: "failures", word: "Failures first" },
    { view: "all", word: "All" },
    ...(baseline === undefined
      ? []
      : [
          { view: "regressed" as const, word: "Regressed", count: own?.worse ?? items?.worse },
          { view: "improved" as const, word: "Improved", count: own?.better ?? items?.better },
          ...(["only-here", "only-there"] as const).flatMap((one) =>
            view === one || (items?.[one] ?? 0) > 0
              ? [{ view: one, word: one === "only-here" ? "Only here" : "Only there", count: items?.[one] }]
              : [],
          ),
        ]),
  ];
  return (
    <div
      role="group"
      aria-label="Which results"
      className="flex max-w-full flex-wrap rounded-md border border-line-strong bg-panel p-px"
    >
      {views.map(({ view: one, word, count }) => (
        <button
          key={one}
          type="button"
          aria-pressed={view === one}
          onClick={() => changeResults((now) => ({ ...now, view: one }))}
          className={clsx(
            "h-6 rounded-[5px] border px-2 whitespace-nowrap",
            view === one ? "border-line-strong bg-hover font-medium text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          {word} {count === undefined ? null : <span className="pl-0.5">{formatCount(count)}</span>}
        </button>
      ))}
    </div>
  );
}
