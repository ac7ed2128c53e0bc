"use client";
"use no memo";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Step } from "@/server/domain/step";
import { ancestorIds, buildTimeline, timeBounds, visibleRows } from "@/server/domain/timeline";
import { TimeLines, TimelineHead } from "./time-axis";
import { TimelineRow } from "./timeline-row";
import { useAxisNow } from "./use-axis-now";
import { useFollow } from "./use-follow";
import { useTreeKeys } from "./use-tree-keys";

const rowHeight = 30;
const headHeight = 26;

type TimelineProps = {
  steps: ReadonlyMap<string, Step>;
  live: boolean;
  clockOffsetMs: number;
  selected: string | undefined;
  onSelect: (stepId: string | undefined) => void;
};

/** The tree of steps over time: rows and bars scroll together, and only those in sight are drawn. */
export function Timeline({ steps, live, clockOffsetMs, selected, onSelect }: TimelineProps) {
  const treeId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const shown = useDeferredValue(steps);
  const tree = useMemo(() => buildTimeline(shown.values()), [shown]);
  const rows = useMemo(() => visibleRows(tree, folded), [tree, folded]);
  const now = useAxisNow(shown, live, clockOffsetMs);
  const bounds = timeBounds(shown.values(), now);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // So that the server draws the first screen too.
    initialRect: { width: 900, height: 600 },
    getItemKey: (index) => rows[index]?.step.id ?? index,
  });
  const activeIndex = rows.findIndex((row) => row.step.id === selected);
  const fold = (stepId: string, toFolded?: boolean) =>
    setFolded((known) => {
      const next = new Set(known);
      if (toFolded ?? !known.has(stepId)) next.add(stepId);
      else next.delete(stepId);
      return next;
    });
  const { unseen, toEnd } = useFollow({ count: rows.length, live, scroller, scrollTo: (index) => virtual.scrollToIndex(index) });
  const onKeyDown = useTreeKeys({ rows, activeIndex, onSelect, fold });

  // A step chosen elsewhere (a link, the error's path) is unfolded and brought into sight.
  const present = selected !== undefined && shown.has(selected);
  useEffect(() => {
    if (!present || selected === undefined) return;
    const above = ancestorIds(shown, selected);
    setFolded((known) => (above.some((id) => known.has(id)) ? new Set([...known].filter((id) => !above.includes(id))) : known));
    // Only when the choice changes, not with every step that arrives.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected, present]);
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected, activeIndex >= 0]);

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="treegrid"
        aria-label="Steps"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={activeIndex >= 0 ? `${treeId}${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        className={clsx(
          "group/tree min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none max-md:max-h-[70dvh]",
          // With a step chosen its row shows the focus; with none the tree itself does.
          activeIndex < 0 && "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent",
        )}
      >
        <TimelineHead spanMs={bounds.spanMs} />
        <div role="rowgroup" className="relative min-h-[calc(100%-26px)]" style={{ height: virtual.getTotalSize() }}>
          <TimeLines spanMs={bounds.spanMs} live={live} />
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <TimelineRow
                key={row.step.id}
                id={`${treeId}${row.step.id}`}
                row={row}
                index={item.index}
                top={item.start - headHeight}
                selected={row.step.id === selected}
                active={item.index === activeIndex}
                bounds={bounds}
                now={now}
                onSelect={onSelect}
                onFold={fold}
              />
            );
          })}
        </div>
      </div>
      {unseen > 0 ? (
        <Button look="primary" className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop" onClick={toEnd}>
          {unseen} new ↓
        </Button>
      ) : null}
    </div>
  );
}
