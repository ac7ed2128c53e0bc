"use client";

import clsx from "clsx";
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { Button } from "@/components/ui/button";
import { isPhone } from "@/components/ui/is-phone";
import type { Step } from "@/server/domain/step";
import type { RunTree } from "./run-tree";
import type { ShownRow, ShownRows } from "./shown-rows";
import { TimeLines, TimelineHead } from "./time-axis";
import { TimelineRow, type RowContext } from "./timeline-row";
import { useFolds } from "./use-folds";
import { useFollow } from "./use-follow";
import { useRowHeights } from "./use-row-heights";
import { useRowWindow } from "./use-row-window";
import { useTimeGestures } from "./use-time-gestures";
import type { TimeView } from "./use-time-view";
import { useTreeKeys } from "./use-tree-keys";
import { useWindows } from "./use-windows";

export type TimelineHandle = {
  /** To the row of a step that stands in the tree, with the focus where the keyboard is used. */
  show: (step: Step, focus: boolean) => void;
  focus: () => void;
  toggleFollow: () => void;
};

type TimelineProps = {
  ref: Ref<TimelineHandle>;
  runId: string;
  tree: RunTree;
  rows: ShownRows;
  view: TimeView;
  context: RowContext;
  live: boolean;
  /** Grows when what is in sight has to be read again. */
  anew: number;
  /** Changes are not told one by one just now. */
  thin: boolean;
  selected: string | undefined;
  onSelect: (stepId: string | undefined) => void;
  onFold: (row: ShownRow, open: boolean) => void;
  onOpenTries: (row: ShownRow) => void;
  onEnter: () => void;
  onNearEnd: (() => void) | undefined;
  onFollowing: (following: boolean) => void;
};

/** A key held down walks faster than a panel can be filled. */
const settleMs = 120;

/** The tree of steps over time: rows and bars scroll together, and only those in sight are drawn. */
export function Timeline({ ref, runId, tree, rows, view, context, live, anew, thin, selected, onSelect, ...on }: TimelineProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { row: rowHeight, head: headHeight } = useRowHeights();
  const window = useRowWindow({ total: rows.total, rowHeight, headHeight, scroller });
  const follow = useFollow({ total: rows.total, live, window, scroller });
  const selectedStep = selected === undefined ? undefined : tree.steps.get(selected);
  const [walked, setWalked] = useState<{ key: string; index: number }>();
  const active = activeIndex(rows, walked, selectedStep);
  const wantsFocus = useRef(false);
  const focused = useRef<HTMLElement>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useWindows({ runId, tree, rows: rows.tree, from: window.first, to: window.last, anew, following: thin && follow.following });
  useFolds({ runId, tree, version: tree.version, live, scroller });
  useTimeGestures(scroller, view);
  useEffect(() => () => clearTimeout(timer.current), []);

  const choose = (row: ShownRow | undefined, atOnce: boolean) => {
    clearTimeout(timer.current);
    const stepId = row?.type === "step" ? row.step.id : row?.type === "group" ? row.face.id : undefined;
    if (stepId === undefined) return;
    if (atOnce) onSelect(stepId);
    // Where a step takes the whole screen, only who wants it gets it: else no key would lead past the first row.
    else if (!isPhone()) timer.current = setTimeout(() => onSelect(stepId), settleMs);
  };
  const goTo = (index: number, atOnce = false) => {
    const row = rows.rowAt(index);
    if (!row) return;
    setWalked({ key: row.key, index });
    wantsFocus.current = true;
    follow.stop();
    window.show(index);
    choose(row, atOnce);
  };
  const fold = (index: number, open: boolean) => {
    const row = rows.rowAt(index);
    if (row) on.onFold(row, open);
  };
  // The row that is to have the focus may be drawn only now; and one that had it before it was read is drawn anew, without it.
  useEffect(() => {
    const isLost = focused.current?.isConnected === false && document.activeElement === document.body;
    if (!wantsFocus.current && !isLost) return;
    const element = scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]');
    if (!element) return;
    wantsFocus.current = false;
    focused.current = element;
    element.focus({ preventScroll: true });
    // Within the tree it is in sight by now; on a phone the tree itself may not be.
    scroller.current?.scrollIntoView({ block: "nearest" });
  });
  useImperativeHandle(ref, () => ({
    show: (step, focus) => {
      const index = rows.indexOf(step);
      if (index === undefined) return;
      const row = rows.rowAt(index);
      if (row) setWalked({ key: row.key, index });
      wantsFocus.current = focus;
      follow.stop();
      window.show(index);
    },
    focus: () => goTo(active),
    toggleFollow: () => (follow.following ? follow.stop() : follow.start()),
  }));
  const { onFollowing, onNearEnd } = on;
  useEffect(() => onFollowing(follow.following), [follow.following, onFollowing]);
  const nearEnd = window.last >= rows.total - 20;
  useEffect(() => {
    if (nearEnd) onNearEnd?.();
  }, [nearEnd, onNearEnd]);

  const onKeyDown = useTreeKeys({
    rows,
    active,
    goTo,
    fold,
    onEnter: () => {
      choose(rows.rowAt(active), true);
      on.onEnter();
    },
    onEscape: () => {
      clearTimeout(timer.current);
      onSelect(undefined);
    },
  });
  // The one with the focus is drawn wherever it is: without it the focus would be lost.
  const drawn = [...Array(Math.max(0, window.last - window.first)).keys()].map((at) => window.first + at);
  if (active < window.first) drawn.unshift(active);
  else if (active >= window.last && active < rows.total) drawn.push(active);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        data-timeline=""
        // On a phone the page scrolls: without a height of its own this would be as tall as all rows, and draw them all.
        className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto [overflow-anchor:none] max-md:max-h-[70dvh] max-md:min-h-[min(18rem,70dvh)]"
      >
        <div
          role="treegrid"
          aria-label="Steps"
          aria-rowcount={rows.total + 1}
          // One of its rows has the focus, never the tree itself.
          tabIndex={-1}
          onKeyDown={onKeyDown}
          className="min-h-full outline-none"
        >
          <TimelineHead scale={view.scale} startMs={view.startMs} onOpenFold={view.openFold} />
          <div role="rowgroup" className="relative" style={{ height: window.height }}>
            <TimeLines scale={view.scale} now={live ? context.now : undefined} />
            {drawn.map((index) => {
              const row = rows.rowAt(index);
              if (!row) return null;
              // The row of a group stands for its first member, as long as that has no row of its own.
              const stepId = row.type === "step" ? row.step.id : row.type === "group" && !row.expanded ? row.face.id : undefined;
              return (
                <TimelineRow
                  key={row.key}
                  row={row}
                  index={index}
                  top={window.topOf(index)}
                  height={rowHeight}
                  selected={stepId !== undefined && stepId === selected}
                  focusable={index === active}
                  context={context}
                  onSelect={() => goTo(index, true)}
                  onFold={() => fold(index, row.type !== "unread" && row.expanded === false)}
                  onOpenTries={() => on.onOpenTries(row)}
                />
              );
            })}
          </div>
        </div>
      </div>
      <p aria-live="polite" className="sr-only">
        {follow.unseen > 0 ? `${follow.unseen} new steps below` : ""}
      </p>
      {follow.unseen > 0 ? (
        <Button
          look="primary"
          onClick={follow.start}
          className={clsx("absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop")}
        >
          {follow.unseen} new ↓
        </Button>
      ) : null}
    </div>
  );
}

/** Where the keyboard is: on the row it was walked to, else on the chosen step, else at the top. */
function activeIndex(rows: ShownRows, walked: { key: string; index: number } | undefined, selected: Step | undefined): number {
  if (walked && rows.rowAt(walked.index)?.key === walked.key) return walked.index;
  return (selected && rows.indexOf(selected)) ?? Math.min(walked?.index ?? 0, Math.max(0, rows.total - 1));
}
