"use client";

import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Tabs } from "@/components/ui/tabs";
import { ExploredValue } from "@/components/values/explored-value";
import { Sources } from "@/components/values/sources";
import { asLarge } from "@/components/values/value-view";
import type { Json } from "@/server/domain/json";
import { sourceNames } from "@/server/domain/foreign-source";
import type { RunResult, RunSummary } from "@/server/domain/run";
import { RunAbout, RunScores } from "./detail/lazy-parts";
import { Pane } from "./detail/pane";
import { usePanelTab } from "./detail/use-panel-tab";
import { LazyRunFiles } from "./files/lazy-run-files";
import { statusLook } from "./status-look";

const tabs = ["result", "input", "scores", "files", "about"] as const;
type Tab = (typeof tabs)[number];
type RunPanelProps = { run: RunSummary };

/** What the run as a whole took and gave: shown while no step is chosen. Its tab is in the URL. */
export function RunPanel({ run }: RunPanelProps) {
  const [tab, open] = usePanelTab<Tab>(tabs);
  return <RunTabs run={run} tab={tab} onTab={open} />;
}

/** The same beside a list, whose URL is its own. */
export function RunInShort({ run }: RunPanelProps) {
  const [tab, open] = useState<Tab>("result");
  return <RunTabs run={run} tab={tab} onTab={open} />;
}

function RunTabs({ run, tab, onTab }: RunPanelProps & { tab: Tab; onTab: (tab: Tab) => void }) {
  const input = { runId: run.runId, stepId: "1", part: "input" } as const;
  const copied = tab === "input" ? run.input : tab === "result" ? run.result?.data : undefined;
  const count = run.scores?.length ?? 0;
  const panes: Record<Tab, React.ReactNode> = {
    result: run.result ? <ResultView run={run} result={run.result} /> : <NoResult run={run} />,
    input: <ExploredValue value={run.input} label="Input" absent="No input was recorded." part={input} />,
    scores: <RunScores run={run} />,
    files: <LazyRunFiles key={run.status} run={run} />,
    about: <RunAbout run={run} />,
  };
  const words: Record<Tab, React.ReactNode> = {
    result: "Result",
    input: "Input",
    scores:
      count === 0 ? (
        "Scores"
      ) : (
        <>
          Scores <span className="text-xs text-ink-3">{count}</span>
        </>
      ),
    files: "Files",
    about: "About",
  };
  return (
    <section aria-label="Run" className="flex min-h-0 flex-1 flex-col">
      <h2 className="sr-only">The run</h2>
      <Tabs
        label="Run"
        value={tab}
        onChange={onTab}
        tabs={tabs.map((value) => ({ value, word: words[value], content: value === tab ? <Pane>{panes[value]}</Pane> : null }))}
        beside={
          copied === undefined || asLarge(copied) ? null : (
            <CopyButton iconOnly label={`Copy the ${tab}`} text={() => asText(copied)} />
          )
        }
      />
    </section>
  );
}

function ResultView({ run, result }: { run: RunSummary; result: RunResult }) {
  const output = { runId: run.runId, stepId: "1", part: "output" } as const;
  const document = result.type === "document";
  return (
    <article>
      <ExploredValue
        value={result.data}
        label={document ? "Document" : "Result"}
        absent="It returned nothing."
        part={output}
        prose={document}
      />
      {result.sources && result.sources.length > 0 ? <Sources sources={result.sources} /> : null}
    </article>
  );
}

function NoResult({ run }: { run: RunSummary }) {
  const { ended } = statusLook[run.status];
  const words = run.origin
    ? `${sourceNames[run.origin]} told of no result.`
    : !ended
      ? "Its result will stand here."
      : run.status === "completed"
        ? "It returned nothing."
        : "It ended without a result.";
  return <p className="py-6 text-center text-ink-3">{words}</p>;
}

function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
