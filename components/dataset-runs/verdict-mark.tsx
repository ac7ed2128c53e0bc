import clsx from "clsx";
import type { Verdict } from "@/server/domain/compare-items";
import type { ItemRow } from "@/server/domain/item-result";

const looks: Readonly<Record<Verdict, { sign: string; word: string; look: string }>> = {
  worse: { sign: "▼", word: "Worse", look: "font-medium text-fail" },
  better: { sign: "▲", word: "Better", look: "font-medium text-ok" },
  same: { sign: "=", word: "Same", look: "text-ink-2" },
  "only-here": { sign: "+", word: "Only here", look: "text-ink-2" },
  "only-there": { sign: "−", word: "Only there", look: "text-ink-2" },
  open: { sign: "…", word: "Not yet", look: "text-ink-2" },
};

/** How an item stands against the baseline. */
export function VerdictMark({ row }: { row: ItemRow }) {
  const { sign, word, look } = looks[row.compared?.verdict ?? "only-there"];
  return (
    <span className={clsx("flex items-center gap-1.5 whitespace-nowrap", look)}>
      <span aria-hidden="true" className="w-3 text-center text-2xs">
        {sign}
      </span>
      {word}
    </span>
  );
}
