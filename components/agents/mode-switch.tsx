"use client";

import { useId } from "react";
import type { InputMode } from "@/components/input-form/use-input-form";

const modes = [
  { value: "form", word: "Form" },
  { value: "json", word: "JSON" },
] as const;

export function ModeSwitch({ mode, onChange }: { mode: InputMode; onChange: (mode: InputMode) => void }) {
  const name = useId();
  return (
    <fieldset className="flex rounded-md border border-line-strong p-px">
      <legend className="sr-only">Type the input as</legend>
      {modes.map(({ value, word }) => (
        <label key={value} className="cursor-pointer">
          <input type="radio" name={name} checked={mode === value} onChange={() => onChange(value)} className="peer sr-only" />
          <span className="flex h-6 items-center rounded-sm px-2.5 text-xs text-ink-2 peer-checked:bg-hover peer-checked:font-medium peer-checked:text-ink peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink">
            {word}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
