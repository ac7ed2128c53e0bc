"use client";

import clsx from "clsx";
import { useId, type ReactNode } from "react";

/** The shape of a choice one can tick or take: its own mark, its word, a number beside it. */
export const chipShape =
  "flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-line-strong bg-panel px-2.5 text-ink-2 hover:bg-hover has-checked:border-ink-3 has-checked:font-medium has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent has-disabled:cursor-default has-disabled:opacity-55 has-disabled:hover:bg-panel";

type Choice<Value extends string> = { value: Value; word: ReactNode; disabled?: boolean };

type ChoiceChipsProps<Value extends string> = {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of a few, all in sight. */
export function ChoiceChips<Value extends string>({ label, choices, value, onChange }: ChoiceChipsProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1.5">
      {choices.map((choice) => (
        <label key={choice.value} className={chipShape}>
          <span className="relative flex size-3.5 shrink-0">
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              disabled={choice.disabled ?? false}
              onChange={() => onChange(choice.value)}
              className={clsx(
                "size-3.5 appearance-none rounded-full border border-field bg-panel outline-none",
                "checked:border-4 checked:border-ink",
              )}
            />
          </span>
          {choice.word}
        </label>
      ))}
    </div>
  );
}
