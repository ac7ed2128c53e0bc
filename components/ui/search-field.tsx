"use client";

import { useEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";
import { useKeys } from "./keys/use-keys";
import { CloseIcon, SearchIcon } from "./icons";

type SearchFieldProps = { label: string; value: string; onChange: (value: string) => void };

const pauseMs = 200;

/** What is typed holds after a short pause. `/` goes here from anywhere on the page, Escape empties it. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? value;
  useEffect(() => {
    if (typed === undefined) return;
    // What was typed stays as it is while one is there: a space at its end is the beginning of another word.
    const timer = setTimeout(() => (typed.trim() === value ? undefined : onChange(typed.trim())), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  useKeys([{ keys: "/", word: label, group: "On this page", act: () => field.current?.select() }]);
  const clear = () => {
    setTyped(undefined);
    onChange("");
  };
  return (
    <div className="relative w-56 max-w-full min-w-0">
      <SearchIcon width={14} height={14} className="pointer-events-none absolute top-1.75 left-2 text-ink-3" />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          if (typed !== undefined && typed.trim() !== value) onChange(typed.trim());
          setTyped(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed !== undefined) onChange(typed.trim());
          if (event.key === "Escape" && text !== "") clear();
        }}
        className="h-7 w-full min-w-0 rounded-md border border-field bg-panel pr-7 pl-7 text-ink"
      />
      {text === "" ? (
        <span className="pointer-events-none absolute top-1 right-1.5">
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label="Empty the search"
          onClick={() => {
            clear();
            field.current?.focus();
          }}
          className="absolute top-0.5 right-0.5 flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
        >
          <CloseIcon width={12} height={12} />
        </button>
      )}
    </div>
  );
}
