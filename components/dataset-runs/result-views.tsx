"use client";

import clsx from "clsx";
import { formatCount } from "@/server/domain/format";
import type { DatasetRunComparison, ResultView } from "@/server/domain/item-result";
import { countOfView } from "@/server/domain/comparison-view";
import { scorerOfVerdict } from "./result-address";
import { changeResults, useResultAddress } from "./use-result-address";

/** Which results, and in what order. */
export function ResultViews({ comparison }: { comparison: DatasetRunComparison | undefined }) {
  const address = useResultAddress();
  const { view, baseline } = address;
  // Of a chosen scorer the verdicts are its own.
  const count = (one: ResultView) => comparison && countOfView(comparison, one, scorerOfVerdict(address));
  const views: { view: ResultView; word: string; count?: number | undefined }[] = [
    { view: "failures", word: "Failures first" },
    { view: "all", word: "All" },
    ...(baseline === undefined
      ? []
      : [
          { view: "regressed" as const, word: "Regressed", count: count("regressed") },
          { view: "improved" as const, word: "Improved", count: count("improved") },
          ...(["only-here", "only-there"] as const).flatMap((one) =>
            view === one || (count(one) ?? 0) > 0
              ? [{ view: one, word: one === "only-here" ? "Only here" : "Only there", count: count(one) }]
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
      {views.map(({ view: one, word, count: items }) => (
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
          {word} {items === undefined ? null : <span className="pl-0.5">{formatCount(items)}</span>}
        </button>
      ))}
    </div>
  );
}
