"use client";

import { useEffect, useRef, useState } from "react";
import { controlShape } from "./field";
import { Kbd } from "./kbd";

type SearchBoxProps = { label: string; hint: string; value: string; onChange: (text: string) => void };

const pauseMs = 250;

/** Says what was typed once one pauses; "/" goes to it, Escape empties it. */
export function SearchBox({ label, hint, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState({ text: value, of: value });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const box = useRef<HTMLInputElement>(null);
  // Changed from elsewhere, as by Clear or by the browser's Back.
  if (typed.of !== value) setTyped({ text: value, of: value });
  useEffect(() => {
    const toBox = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      box.current?.focus();
    };
    addEventListener("keydown", toBox);
    return () => removeEventListener("keydown", toBox);
  }, []);
  const say = (text: string, afterMs: number) => {
    setTyped({ text, of: value });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(text.trim()), afterMs);
  };
  return (
    <div className="relative w-full sm:w-56">
      <input
        ref={box}
        type="search"
        aria-label={label}
        placeholder={hint}
        maxLength={200}
        value={typed.text}
        onChange={(event) => say(event.target.value, pauseMs)}
        onKeyDown={(event) => {
          if (event.key === "Enter") say(typed.text, 0);
          if (event.key === "Escape" && typed.text !== "") say("", 0);
        }}
        className={`${controlShape} h-7 pr-8 [&::-webkit-search-cancel-button]:hidden`}
      />
      <span className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-ink-3">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
