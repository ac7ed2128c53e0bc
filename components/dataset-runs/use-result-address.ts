"use client";

import { useSearchParams } from "next/navigation";
import { readResultAddress, writeResultAddress, type ResultAddress } from "./result-address";

export const useResultAddress = (): ResultAddress => readResultAddress(useSearchParams());

/** From what the URL says now, not from what was last drawn: two quick ticks are two. */
export function changeResults(next: (now: ResultAddress) => ResultAddress, how: "push" | "replace" = "push"): void {
  const query = writeResultAddress(next(readResultAddress(new URLSearchParams(location.search))));
  // The list reads the URL itself: no round trip for the page around it.
  history[how === "push" ? "pushState" : "replaceState"](null, "", query === "" ? location.pathname : query);
}

export const stopComparing = () => changeResults(({ baseline: _none, ...now }) => ({ ...now, view: "failures" }));
