"use client";

import { useCallback } from "react";
import { Button } from "@/components/ui/button";
import { CloseIcon, PlusIcon } from "@/components/ui/icons";
import { SearchField } from "@/components/ui/search-field";
import { formatCount } from "@/server/domain/format";
import { goInDataset, useDatasetAddress } from "../use-dataset-address";
import type { ItemsPaneProps } from "./items-pane-props";

type ItemsToolbarProps = Pick<ItemsPaneProps, "found" | "selected" | "onSelect" | "notice" | "onSay"> & {
  readOnly: boolean;
  onDelete: () => void;
};

/** Which items are shown, and what happens to those selected. Stays on top while the page scrolls. */
export function ItemsToolbar({ found, selected, onSelect, notice, onSay, readOnly, onDelete }: ItemsToolbarProps) {
  // The address, not what was found: that comes later.
  const { q } = useDatasetAddress();
  const search = useCallback(
    (next: string) => {
      onSay("");
      goInDataset({ q: next === "" ? undefined : next }, "replace");
    },
    [onSay],
  );
  return (
    <div className="sticky top-11 z-10 flex h-[45px] items-center gap-3 border-b border-line bg-ground px-4 md:px-5">
      <SearchField label="Search the items" value={q ?? ""} onChange={search} />
      {/* What happened is said over how much was found: it is the newer of the two. */}
      <p role="status" className="min-w-0 flex-1 truncate text-xs text-ink-2 max-sm:sr-only">
        {notice === "" ? wordsOf(found) : notice}
      </p>
      {selected.size > 0 ? (
        <div className="flex shrink-0 items-center gap-2 max-sm:ml-auto">
          <span className="text-xs text-ink-2">
            {formatCount(selected.size)} <span className="max-sm:sr-only">selected</span>
          </span>
          {readOnly ? null : <Button onClick={onDelete}>Delete…</Button>}
          <Button look="ghost" square aria-label="Select none" onClick={() => onSelect(new Set())}>
            <CloseIcon />
          </Button>
        </div>
      ) : readOnly ? null : (
        <div className="shrink-0 max-sm:ml-auto">
          <Button onClick={() => goInDataset({ add: "", item: undefined })}>
            <PlusIcon className="-ml-0.5 shrink-0 text-ink-3" /> Add item
          </Button>
        </div>
      )}
    </div>
  );
}

function wordsOf(found: ItemsToolbarProps["found"]): string {
  if (found?.total === undefined) return "";
  const count = `${formatCount(found.total)}${found.totalIsLowerBound ? "+" : ""}`;
  return found.total === 1 && !found.totalIsLowerBound ? "1 item found" : `${count} items found`;
}
