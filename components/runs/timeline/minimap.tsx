"use client";

import clsx from "clsx";
import { useRef, type PointerEvent } from "react";
import { formatCount, formatDuration } from "@/server/domain/format";
import type { RunShape } from "@/server/domain/step-window";
import { rangeBetween, isWhole, type UnitRange } from "./unit-range";
import type { TimeView } from "./use-time-view";

type Grip = "from" | "to" | "move" | "new";
type Drag = { grip: Grip; at: number; range: UnitRange };

const height = 32;

/** All of the run's time in one strip: how much began when, what failed; and which part of it is in view, to be taken with the pointer. */
export function Minimap({ shape, view }: { shape: RunShape | undefined; view: TimeView }) {
  const strip = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag>(undefined);
  const { range, whole, startMs } = view;
  const unitAt = (event: PointerEvent) => {
    const box = strip.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) : 0;
  };
  const begin = (grip: Grip) => (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { grip, at: unitAt(event), range };
  };
  const move = (event: PointerEvent) => {
    if (drag.current) view.setRange(dragged(drag.current, unitAt(event)));
  };
  const end = (event: PointerEvent) => {
    const was = drag.current;
    drag.current = undefined;
    // A press without a drag: all of it again.
    if (was?.grip === "new" && Math.abs(unitAt(event) - was.at) < 0.004) view.fit();
  };
  const handlers = { onPointerMove: move, onPointerUp: end, onPointerCancel: () => (drag.current = undefined) };
  const words = stretchWords(whole.toMs(range.from) - startMs, whole.toMs(range.to) - startMs);
  return (
    <div
      ref={strip}
      role="group"
      aria-label={`Time in view: ${words}`}
      onPointerDown={begin("new")}
      {...handlers}
      className="relative h-8 touch-none overflow-hidden rounded-md border border-line bg-panel select-none"
    >
      {shape ? <Shape shape={shape} view={view} /> : null}
      <div
        onPointerDown={isWhole(range) ? undefined : begin("move")}
        {...handlers}
        className={clsx("absolute inset-y-0", !isWhole(range) && "cursor-grab border-x border-accent bg-accent/10")}
        style={{ left: `${range.from * 100}%`, width: `${(range.to - range.from) * 100}%` }}
      />
      {(["from", "to"] as const).map((side) => (
        <div
          key={side}
          onPointerDown={begin(side)}
          {...handlers}
          className="absolute inset-y-0 w-3 -translate-x-1/2 cursor-ew-resize"
          style={{ left: `${range[side] * 100}%` }}
        />
      ))}
    </div>
  );
}

/** A few milliseconds of a long run begin and end in the same second: then every one of them counts. */
function stretchWords(fromMs: number, toMs: number): string {
  const [from, to] = [formatDuration(fromMs), formatDuration(toMs)];
  return from === to ? `${formatCount(fromMs)} to ${formatCount(toMs)} ms` : `${from} to ${to}`;
}

function dragged({ grip, at, range }: Drag, now: number): UnitRange {
  const least = 1e-4;
  if (grip === "new") return rangeBetween(at, now, least);
  if (grip === "from") return rangeBetween(Math.min(now, range.to - least), range.to, least);
  if (grip === "to") return rangeBetween(range.from, Math.max(now, range.from + least), least);
  const length = range.to - range.from;
  const from = Math.min(1 - length, Math.max(0, range.from + now - at));
  return { from, to: from + length };
}

/** A tick for each part of the time in which something began, as high as much began; one in which something failed in red. */
function Shape({ shape, view }: { shape: RunShape; view: TimeView }) {
  const { begun, failed, bounds } = shape;
  const most = Math.max(1, ...begun);
  const partMs = (bounds.endMs - bounds.startMs) / begun.length;
  return (
    <svg aria-hidden="true" width="100%" height={height} preserveAspectRatio="none" className="absolute inset-0">
      {begun.map((count, at) => {
        if (count === 0) return null;
        const from = view.whole.toUnit(bounds.startMs + at * partMs);
        const to = view.whole.toUnit(bounds.startMs + (at + 1) * partMs);
        // By the root: one among many that began alone is still to be seen.
        const tall = 4 + (height - 10) * Math.sqrt(count / most);
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            x={`${from * 100}%`}
            y={height - 3 - tall}
            style={{ width: `max(2px, calc(${Math.max(0, to - from) * 100}% - 1px))` }}
            height={tall}
            fill={(failed[at] ?? 0) > 0 ? "var(--color-fail)" : "var(--color-line-strong)"}
          />
        );
      })}
    </svg>
  );
}
