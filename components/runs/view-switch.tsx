"use client";

import { useKeys } from "@/components/ui/keys/use-keys";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { runViews, type RunViewName } from "./run-address";
import { changeRun } from "./use-run-address";

const words: Readonly<Record<RunViewName, string>> = { timeline: "Timeline", transcript: "Transcript", log: "Log" };

/** How one sees the run; `t` goes to the next way. */
export function ViewSwitch({ view }: { view: RunViewName }) {
  const next = runViews[(runViews.indexOf(view) + 1) % runViews.length] ?? "timeline";
  const show = (one: RunViewName) => changeRun({ view: one });
  useKeys([{ keys: "t", word: "Timeline, transcript, log", group: "On this page", act: () => show(next) }]);
  return (
    <SegmentedChoice
      label="See the run as"
      value={view}
      choices={runViews.map((one) => ({ value: one, word: words[one] }))}
      onChange={show}
    />
  );
}
