"use client";

import { useId } from "react";

type SegmentedChoiceProps<Value extends string> = {
  label: string;
  choices: readonly { value: Value; word: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

/** One of two or three that change how something is shown. */
export function SegmentedChoice<Value extends string>({ label, choices, value, onChange }: SegmentedChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex rounded-md border border-line-strong p-px">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="cursor-pointer">
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className="peer sr-only"
          />
          <span className="flex h-6 items-center rounded-sm px-2.5 text-xs text-ink-2 peer-checked:bg-hover peer-checked:font-medium peer-checked:text-ink peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink">
            {choice.word}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
