"use client";

import { useId, type ReactNode } from "react";

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  choices: readonly { value: Value; word: ReactNode }[];
  onChange: (value: Value) => void;
};

/** One of two or three ways to see the same thing, in a frame. */
export function Segments<Value extends string>({ label, value, choices, onChange }: SegmentsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="flex shrink-0 rounded-md border border-line-strong p-px">
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="cursor-pointer">
          <input
            type="radio"
            name={name}
            checked={value === choice.value}
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
