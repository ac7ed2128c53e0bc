import clsx from "clsx";
import type { ReactNode } from "react";

export type Fact = { word: string; value: ReactNode };

/** A grid of small facts, two beside each other; an odd last one takes the row. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid shrink-0 grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line">
      {facts.map(({ word, value }, index) => (
        <div
          key={word}
          className={clsx("min-w-0 bg-panel px-2.5 py-1.5", index === facts.length - 1 && index % 2 === 0 && "col-span-2")}
        >
          <dt className="text-2xs text-ink-3">{word}</dt>
          <dd className="truncate">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
