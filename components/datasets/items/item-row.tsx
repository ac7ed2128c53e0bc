import clsx from "clsx";
import type { MouseEvent } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { ItemRow as Row, PartPreview } from "@/server/domain/item-row";
import { previewPairs } from "./preview-pairs";

/** 34 px and all columns, or two lines where there is no room: told by CSS, so that the server draws it right too. */
export const rowHeights = "[--row:57px] sm:[--row:34px]";
export const itemColumns =
  "grid grid-cols-[36px_44px_minmax(0,1fr)] items-center gap-x-2 px-2 sm:grid-cols-[36px_60px_minmax(0,1.5fr)_minmax(0,1fr)] sm:gap-x-3 md:pr-5 md:pl-3 lg:grid-cols-[36px_60px_minmax(0,1.7fr)_minmax(0,1fr)_minmax(0,0.7fr)_64px]";

type ItemRowProps = {
  id: string;
  at: number;
  row: Row | undefined;
  href: string | undefined;
  selected: boolean;
  open: boolean;
  active: boolean;
  onOpen: (at: number) => void;
  onTick: (at: number, event: { shiftKey: boolean }) => void;
};

export function ItemRow({ id, at, row, href, selected, open, active, onOpen, onTick }: ItemRowProps) {
  const number = formatCount((row?.index ?? at) + 1);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(at);
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={at + 2}
      aria-selected={selected}
      className={clsx(
        "absolute inset-x-0 top-0 h-(--row) border-b border-line",
        itemColumns,
        selected || open ? "bg-accent-wash" : "hover:bg-hover",
        open && "shadow-[inset_2px_0_0_var(--color-accent)]",
        active &&
          "group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-accent",
      )}
      style={{ transform: `translateY(calc(${at} * var(--row)))` }}
    >
      <div role="gridcell" className="relative z-1 flex max-sm:row-span-2">
        <label className="flex size-8 cursor-pointer items-center justify-center">
          <span className="sr-only">Select item {number}</span>
          <Checkbox
            tabIndex={-1}
            checked={selected}
            disabled={!row}
            onChange={(event) => onTick(at, { shiftKey: "shiftKey" in event.nativeEvent && event.nativeEvent.shiftKey === true })}
          />
        </label>
      </div>
      <div role="gridcell" className="font-mono text-xs text-ink-3 max-sm:row-span-2">
        {number}
      </div>
      <div role="gridcell" className="min-w-0">
        {row ? (
          // The link's after-layer spans the row. Keys walk the grid; the link is for the mouse and for a new tab.
          <a href={href} tabIndex={-1} onClick={follow} className="block truncate outline-none after:absolute after:inset-0">
            <Preview part={row.input} />
          </a>
        ) : (
          <Skeleton className="h-3 w-2/3" />
        )}
      </div>
      <div role="gridcell" className="min-w-0 truncate text-ink-2">
        {row?.expected ? <Preview part={row.expected} /> : row ? <None what="expected" /> : null}
      </div>
      <div role="gridcell" className="hidden min-w-0 truncate text-ink-2 lg:block">
        {row?.metadata ? <Preview part={row.metadata} /> : row ? <None what="metadata" /> : null}
      </div>
      <div role="gridcell" className="hidden text-right font-mono text-xs text-ink-2 lg:block">
        {row ? `v${row.version}` : null}
      </div>
    </div>
  );
}

function Preview({ part }: { part: PartPreview }) {
  return previewPairs(part).map(({ name, text }, index) => (
    <span key={index} className="not-first:ml-3">
      {name === undefined ? null : <span className="mr-1.5 text-xs text-ink-3">{name}</span>}
      {text}
    </span>
  ));
}

function None({ what }: { what: string }) {
  return (
    <>
      <span aria-hidden="true" className="text-ink-3">
        —
      </span>
      <span className="sr-only">no {what}</span>
    </>
  );
}
