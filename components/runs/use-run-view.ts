"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { useKeys } from "@/components/ui/keys/use-keys";

export const runViews = [
  { value: "timeline", word: "Timeline" },
  { value: "transcript", word: "Transcript" },
  { value: "log", word: "Log" },
] as const;
export type RunViewName = (typeof runViews)[number]["value"];

/** How one sees the run, in its address (`?view=`); `t` goes to the next way. */
export function useRunView(): [RunViewName, (view: RunViewName) => void] {
  const said = useSearchParams().get("view");
  const view = runViews.find(({ value }) => value === said)?.value ?? "timeline";
  const show = useCallback((next: RunViewName) => {
    const params = new URLSearchParams(location.search);
    if (next === "timeline") params.delete("view");
    else params.set("view", next);
    const query = params.toString();
    history.pushState(null, "", query === "" ? location.pathname : `?${query}`);
  }, []);
  const at = runViews.findIndex(({ value }) => value === view);
  const next = runViews[(at + 1) % runViews.length]?.value ?? "timeline";
  useKeys([{ keys: "t", word: "Timeline, transcript, log", group: "On this page", act: () => show(next) }]);
  return [view, show];
}
