"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { changeRun } from "@/components/runs/use-run-address";
import type { RunAddress } from "@/components/runs/run-address";
import type { Stretch } from "@/server/domain/timeline/idle-stretches";
import { createTimeScale, type TimeScale } from "@/server/domain/timeline/time-scale";
import { isWhole, panBy, wholeRange, zoomAround, type UnitRange } from "./unit-range";

type TimeViewInput = {
  startMs: number;
  endMs: number;
  idle: readonly Stretch[];
  address: Pick<RunAddress, "zoom" | "foldIdle">;
};

export type TimeView = {
  /** All of the run's time, and the part that is in view. */
  whole: TimeScale;
  scale: TimeScale;
  range: UnitRange;
  startMs: number;
  setRange: (range: UnitRange) => void;
  zoom: (factor: number, at?: number) => void;
  pan: (part: number) => void;
  fit: () => void;
  openFold: (stretch: Stretch) => void;
};

/** Nobody needs to look closer than at a fiftieth of a millisecond per pixel or so. */
const leastMs = 10;
const writeAfterMs = 250;

/** Which part of a run's time is in view: at hand at once, in the address a little later. */
export function useTimeView({ startMs, endMs, idle, address }: TimeViewInput): TimeView {
  const [zoomed, setZoomed] = useState(address.zoom);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const { foldIdle } = address;
  const folds = useMemo(() => (foldIdle ? idle.filter(({ fromMs }) => !opened.has(fromMs)) : []), [foldIdle, idle, opened]);
  const whole = useMemo(() => createTimeScale({ startMs, endMs, folds }), [startMs, endMs, folds]);
  const range = useMemo(() => rangeOf(whole, startMs, zoomed), [whole, startMs, zoomed]);
  const scale = useMemo(
    () =>
      isWhole(range)
        ? whole
        : createTimeScale({ startMs, endMs, folds, view: { fromMs: whole.toMs(range.from), toMs: whole.toMs(range.to) } }),
    [whole, range, startMs, endMs, folds],
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const setRange = (next: UnitRange) => {
    const zoom = isWhole(next)
      ? undefined
      : { fromMs: Math.max(0, whole.toMs(next.from) - startMs), toMs: whole.toMs(next.to) - startMs };
    setZoomed(zoom);
    // A drag moves a hundred times a second; a browser lets one write its address only now and then.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => changeRun({ zoom }), writeAfterMs);
  };
  const least = Math.min(1, leastMs / Math.max(1, endMs - startMs));
  return {
    whole,
    scale,
    range,
    setRange,
    zoom: (factor, at = (range.from + range.to) / 2) => setRange(zoomAround(range, at, factor, least)),
    pan: (part) => setRange(panBy(range, part)),
    fit: () => setRange(wholeRange),
    startMs,
    openFold: ({ fromMs }) => setOpened((before) => new Set(before).add(fromMs)),
  };
}

function rangeOf(whole: TimeScale, startMs: number, zoom: RunAddress["zoom"]): UnitRange {
  if (!zoom) return wholeRange;
  const from = Math.min(1, Math.max(0, whole.toUnit(startMs + zoom.fromMs)));
  const to = Math.min(1, Math.max(0, whole.toUnit(startMs + zoom.toMs)));
  return to > from ? { from, to } : wholeRange;
}
