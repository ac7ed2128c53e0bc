"use client";

import { useSearchParams } from "next/navigation";
import { readRunAddress, writeRunAddress, type RunAddress } from "./run-address";

export const useRunAddress = (): RunAddress => readRunAddress(useSearchParams());

/** From what the URL says now, not from what was last drawn. Replaced, not pushed: walking through a hundred steps must not cost a hundred times Back. */
export function changeRun(change: Partial<{ [Part in keyof RunAddress]: RunAddress[Part] | undefined }>): void {
  const params = new URLSearchParams(location.search);
  const { step, q, minMs, zoom, ...rest } = { ...readRunAddress(params), ...change };
  const { view = "timeline", kinds = [], failed = false, foldIdle = false, critical = false } = rest;
  const next: RunAddress = { view, kinds, failed, foldIdle, critical };
  if (step !== undefined) next.step = step;
  if (q !== undefined && q !== "") next.q = q;
  if (minMs !== undefined) next.minMs = minMs;
  if (zoom !== undefined) next.zoom = zoom;
  const query = writeRunAddress(params, next);
  if (query !== location.search) history.replaceState(null, "", query === "" ? location.pathname : query);
}
