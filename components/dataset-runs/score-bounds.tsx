"use client";

import { useState, type FormEvent } from "react";
import { changeResults, useResultAddress } from "./use-result-address";

/** From and to of the chosen scorer's values; taken over when one leaves the field or presses Enter. */
export function ScoreBounds() {
  const { scorer, min, max } = useResultAddress();
  return (
    <div className="flex items-center gap-1.5">
      <Bound key={`min${min}`} label={`${scorer} from`} word="from" value={min} onChange={(value) => set("min", value)} />
      <Bound key={`max${max}`} label={`${scorer} to`} word="to" value={max} onChange={(value) => set("max", value)} />
    </div>
  );
}

function set(bound: "min" | "max", value: number | undefined): void {
  changeResults(({ [bound]: _old, ...now }) => (value === undefined ? now : { ...now, [bound]: value }));
}

type BoundProps = { label: string; word: string; value: number | undefined; onChange: (value: number | undefined) => void };

function Bound({ label, word, value, onChange }: BoundProps) {
  const [text, setText] = useState(value === undefined ? "" : String(value));
  const wrong = text.trim() !== "" && !Number.isFinite(Number(text));
  const take = (event?: FormEvent) => {
    event?.preventDefault();
    const next = text.trim() === "" ? undefined : Number(text);
    if (!wrong && next !== value) onChange(next);
  };
  return (
    <form onSubmit={take} className="flex items-center gap-1.5">
      <span aria-hidden="true" className="text-ink-2">
        {word}
      </span>
      <input
        type="text"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={wrong}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => take()}
        className="h-7 w-14 rounded-md border border-field bg-panel px-2 text-ink aria-invalid:border-fail"
      />
    </form>
  );
}
