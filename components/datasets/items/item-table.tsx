"use client";
"use no memo";

import { useWindowVirtualizer, windowScroll } from "@tanstack/react-virtual";
import clsx from "clsx";
import { itemKeys } from "@/components/ui/keys/known-keys";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { useEffect, useId, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { datasetHref } from "../dataset-address";
import { itemColumns, ItemRow, rowHeights } from "./item-row";
import { useGridKeys } from "./use-grid-keys";
import type { RowSource } from "./use-item-rows";
import { useWide } from "./use-wide";

/** The bars that stay on top while the page scrolls. */
const barsHeight = 44 + 45 + 30;

type ItemTableProps = {
  label: string;
  datasetId: string;
  /** Named in links only where it is an old one. */
  linkVersion: number | undefined;
  source: RowSource;
  grid: RefObject<HTMLDivElement | null>;
  openId: string | undefined;
  openAt: number | undefined;
  isSelected: (id: string) => boolean;
  selectedAll: boolean | "some";
  onOpen: (at: number) => void;
  onTick: (at: number, event: { shiftKey: boolean }) => void;
  onTickAll: () => void;
  onDelete: () => void;
  onEscape: () => void;
};

/** Rows of 34 px, of which only those in sight are there: a hundred thousand scroll as ten do. The page itself scrolls. */
export function ItemTable(props: ItemTableProps) {
  const { label, datasetId, linkVersion, source, grid, openId, openAt, isSelected, selectedAll, onOpen, onTick, onTickAll } =
    props;
  const id = useId();
  const body = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [top, setTop] = useState(0);
  const wide = useWide();
  const rowHeight = wide ? 34 : 57;
  // What it returns changes without being another object: so this file is not memoized ("use no memo" above).
  // oxlint-disable-next-line react/incompatible-library
  const mounted = useRef(false);
  const virtual = useWindowVirtualizer({
    count: source.count,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: barsHeight,
    // So that the server draws the first screen too.
    initialRect: { width: 1200, height: 900 },
    // And that it is first drawn again as the server drew it, also where one has scrolled meanwhile: there it stays.
    initialOffset: 0,
    scrollToFn: (offset, options, instance) => {
      if (mounted.current) windowScroll(offset, options, instance);
    },
  });
  useEffect(() => {
    mounted.current = true;
    dispatchEvent(new Event("scroll"));
  }, []);
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  useLayoutEffect(() => {
    const measure = () => setTop(Math.round((body.current?.getBoundingClientRect().top ?? 0) + scrollY));
    measure();
    // What stands above (a banner, a description) may come, go, or break into more lines.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const { onSight } = source;
  useEffect(() => onSight(first, last), [onSight, first, last]);
  // One opened from elsewhere (a link, the drawer's own arrows) is brought into sight behind it.
  useEffect(() => {
    if (openAt === undefined) return;
    setActive(openAt);
    virtual.scrollToIndex(openAt);
    // Only when another is opened, not with every row that arrives.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [openAt]);
  const walk = (at: number) => {
    setActive(at);
    virtual.scrollToIndex(at);
  };
  useTableKeys(itemKeys);
  const onKeyDown = useGridKeys({ ...props, count: source.count, active, onActive: walk });
  const open = (at: number) => {
    setActive(at);
    onOpen(at);
  };
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={label}
      aria-rowcount={source.count + 1}
      aria-multiselectable="true"
      aria-activedescendant={active >= first && active <= last && active < source.count ? `${id}${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0 && source.count > 0) setActive(first);
      }}
      className="group/grid outline-none"
    >
      <div
        role="row"
        aria-rowindex={1}
        className={clsx("sticky top-[89px] z-10 h-[30px] border-b border-line bg-sunk text-xs text-ink-3", itemColumns)}
      >
        <div role="columnheader" className="flex">
          <label htmlFor={`${id}all`} className="flex h-[29px] w-8 cursor-pointer items-center justify-center">
            <span className="sr-only">Select all</span>
            <Checkbox
              id={`${id}all`}
              tabIndex={-1}
              checked={selectedAll === true}
              ref={(box) => {
                if (box) box.indeterminate = selectedAll === "some";
              }}
              onChange={onTickAll}
            />
          </label>
        </div>
        <div role="columnheader">#</div>
        <div role="columnheader">
          Input<span className="sm:hidden">, expected</span>
        </div>
        <div role="columnheader" className="max-sm:hidden">
          Expected
        </div>
        <div role="columnheader" className="hidden lg:block">
          Metadata
        </div>
        <div role="columnheader" className="hidden text-right lg:block">
          Changed
        </div>
      </div>
      <div
        ref={body}
        role="rowgroup"
        className={clsx("relative", rowHeights)}
        style={{ height: `calc(${source.count} * var(--row))` }}
      >
        {items.map(({ index }) => {
          const row = source.rowAt(index);
          const version = linkVersion === undefined ? {} : { version: linkVersion };
          return (
            <ItemRow
              key={index}
              id={`${id}${index}`}
              at={index}
              row={row}
              href={row && datasetHref(datasetId, { ...version, item: row.id })}
              selected={row !== undefined && isSelected(row.id)}
              open={row !== undefined && row.id === openId}
              active={index === active}
              onOpen={open}
              onTick={(at, event) => {
                setActive(at);
                onTick(at, event);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}
