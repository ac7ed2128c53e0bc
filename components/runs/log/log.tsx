"use client";
"use no memo";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useSearchParams } from "next/navigation";
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { statusLook } from "../status-look";
import { readLogFilter } from "./log-address";
import { LogRow, rowHeight, textOfLine } from "./log-row";
import { clear, LogToolbar } from "./log-toolbar";
import { useLog } from "./use-log";

type LogProps = {
  run: RunSummary;
  selected: Step | undefined;
  onSelect: (stepId: string) => void;
  /** Another value with each change of the run: what is new is then asked for. */
  changes: unknown;
};

const nearRows = 40;

/** What happened, line by line, in the order it was recorded. Stays at the end while the run goes on, until one scrolls away. */
export function Log({ run, selected, onSelect, changes }: LogProps) {
  const id = useId();
  const filter = readLogFilter(useSearchParams());
  const { ended } = statusLook[run.status];
  const { log, error, later, earlier, toEnd, fromStart } = useLog({
    runId: run.runId,
    filter,
    changes,
    fromEnd: !ended,
    from: selected?.begunSeq,
  });
  const lines = log?.lines ?? [];
  const zero = run.startedAt ?? run.createdAt;
  const scroller = useRef<HTMLDivElement>(null);
  const [activeSeq, setActiveSeq] = useState<number>();
  // What it returns changes without being another object: so this file is not memoized ("use no memo" above).
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => lines[index]?.seq ?? index,
  });
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const trouble = error !== undefined;
  useEffect(() => {
    if (!log || trouble) return;
    if (first < nearRows && !log.atStart) void earlier();
    if (last > lines.length - nearRows && !log.atEnd) void later();
  }, [log, trouble, first, last, lines.length, earlier, later]);
  useSteadyRows(scroller, lines, !ended);
  const at = lines.findIndex(({ seq }) => seq === activeSeq);
  const active = at >= 0 ? lines[at] : undefined;
  const go = (index: number) => {
    const to = Math.max(0, Math.min(lines.length - 1, index));
    setActiveSeq(lines[to]?.seq);
    virtual.scrollToIndex(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const deeds: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      j: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      k: () => go(at - 1),
      PageDown: () => go(at + 20),
      PageUp: () => go(at - 20),
      Home: () => go(0),
      End: () => go(lines.length - 1),
      Enter: () => active && onSelect(active.stepId),
    };
    const deed = deeds[event.key];
    if (!deed || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    deed();
  };
  const filtered = Object.keys(filter).length > 0;
  const empty = log !== undefined && lines.length === 0 && log.atStart && log.atEnd;
  const body =
    trouble && lines.length === 0 ? (
      <EmptyState
        kind="failed"
        title="The log could not be read"
        action={<Button onClick={() => void fromStart()}>Try again</Button>}
      >
        {problemOf(error).detail ?? "The console does not answer."}
      </EmptyState>
    ) : empty && filtered ? (
      <EmptyState kind="filtered" title="No line fits the filter" action={<Button onClick={clear}>Clear the filter</Button>}>
        Other lines of this run do.
      </EmptyState>
    ) : empty ? (
      <EmptyState kind="empty" title="Nothing has happened yet">
        Lines come here as the run begins.
      </EmptyState>
    ) : null;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <LogToolbar filter={filter} />
      {body}
      <div
        ref={scroller}
        role="grid"
        aria-label="Log"
        aria-rowcount={log?.atStart === true && log.atEnd ? lines.length : -1}
        aria-activedescendant={at >= first && at <= last && at >= 0 ? `${id}${active?.seq ?? ""}` : undefined}
        tabIndex={0}
        hidden={body !== null}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent max-md:max-h-[70dvh]"
      >
        {log ? null : <LogSkeleton />}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <LogRow
                key={line.seq}
                id={`${id}${line.seq}`}
                line={line}
                index={item.index}
                top={item.start}
                zero={zero}
                active={line.seq === activeSeq}
                selected={line.stepId === selected?.id}
                onPick={() => {
                  setActiveSeq(line.seq);
                  onSelect(line.stepId);
                }}
              />
            );
          })}
        </div>
      </div>
      <div className="flex h-10 shrink-0 items-center gap-2 border-t border-line px-4 text-xs text-ink-2 md:px-5">
        <span role="status" className="min-w-0 flex-1 truncate">
          {trouble && lines.length > 0
            ? (problemOf(error).detail ?? "More could not be read.")
            : log
              ? `${formatCount(lines.length)} ${lines.length === 1 ? "line" : "lines"}${log.atStart && log.atEnd ? "" : " so far"}`
              : ""}
        </span>
        {active ? <CopyButton key={active.seq} label="Copy line" text={() => textOfLine(active, zero)} /> : null}
        {log && !log.atEnd ? <Button onClick={() => void toEnd()}>To the end ↓</Button> : null}
        {log && !log.atStart ? <Button onClick={() => void fromStart()}>To the start ↑</Button> : null}
      </div>
    </div>
  );
}

function LogSkeleton() {
  return (
    <div className="flex flex-col px-5">
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} style={{ height: rowHeight }} className="py-1.5">
          <Skeleton className="h-full w-full" />
        </div>
      ))}
    </div>
  );
}

/** Lines that come above do not push away what one reads; at the end one stays at the end. */
function useSteadyRows(scroller: React.RefObject<HTMLElement | null>, lines: readonly { seq: number }[], follow: boolean) {
  const before = useRef({ first: lines[0]?.seq, atEnd: true });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || lines.length === 0) return;
    const { first, atEnd } = before.current;
    const added = first === undefined ? 0 : lines.findIndex(({ seq }) => seq === first);
    if (follow && atEnd) box.scrollTo({ top: lines.length * rowHeight });
    else if (added > 0) box.scrollBy({ top: added * rowHeight });
    before.current = { ...before.current, first: lines[0]?.seq };
  }, [lines, follow, scroller]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      before.current.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * rowHeight;
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller]);
}
