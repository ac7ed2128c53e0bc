"use client";

import type { KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon, SearchIcon } from "@/components/ui/icons";

type SearchInValueProps = {
  label: string;
  search: string;
  onSearch: (search: string) => void;
  found: number;
  /** Which of them one is at, from 0. */
  at: number;
  onGo: (at: number) => void;
};

/** Enter and Shift+Enter go through what was found, Escape empties the field. */
export function SearchInValue({ label, search, onSearch, found, at, onGo }: SearchInValueProps) {
  const go = (by: number) => (found > 0 ? onGo((at + by + found) % found) : undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape" && search !== "") {
      // The field first; the panel closes with the next one.
      event.stopPropagation();
      onSearch("");
    }
  };
  return (
    <div className="ml-auto flex min-w-0 flex-1 basis-40 items-center justify-end gap-0.5">
      <div className="relative max-w-56 min-w-0 flex-1">
        <SearchIcon width={13} height={13} className="pointer-events-none absolute top-1.75 left-2 text-ink-3" />
        <input
          type="text"
          role="searchbox"
          aria-label={`Search in ${label.toLowerCase()}`}
          placeholder="Search in value"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-7 w-full min-w-0 rounded-md border border-field bg-panel pr-14 pl-7 text-ink"
        />
        <span role="status" className="pointer-events-none absolute top-1.5 right-2 font-mono text-2xs text-ink-3">
          {search === "" ? null : found === 0 ? "none" : `${at + 1}/${found}${found === 1000 ? "+" : ""}`}
        </span>
      </div>
      {search === "" ? null : (
        <>
          <Button
            look="ghost"
            square
            aria-label="Previous match"
            disabled={found === 0}
            focusableWhenDisabled
            onClick={() => go(-1)}
          >
            <ChevronDownIcon width={12} height={12} className="rotate-180" />
          </Button>
          <Button look="ghost" square aria-label="Next match" disabled={found === 0} focusableWhenDisabled onClick={() => go(1)}>
            <ChevronDownIcon width={12} height={12} />
          </Button>
        </>
      )}
    </div>
  );
}
