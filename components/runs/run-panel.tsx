"use client";

import Link from "next/link";
import { useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Facts, type Fact } from "@/components/ui/facts";
import { Tabs } from "@/components/ui/tabs";
import { JsonBlock } from "@/components/values/json-block";
import { Sources } from "@/components/values/sources";
import { TextBlock, ValueView } from "@/components/values/value-view";
import type { Json } from "@/server/domain/json";
import type { RunResult, RunSummary } from "@/server/domain/run";
import { LazyRunFiles } from "./files/lazy-run-files";
import { statusLook } from "./status-look";

type Tab = "result" | "input" | "files" | "about";

/** What the run as a whole took and gave: shown while no step is chosen. */
export function RunPanel({ run }: { run: RunSummary }) {
  const [tab, setTab] = useState<Tab>("result");
  const result = run.result ? <ResultView result={run.result} /> : <NoResult run={run} />;
  const copied = tab === "input" ? run.input : run.result?.data;
  return (
    <section aria-label="Run" className="flex min-h-0 flex-1 flex-col">
      <h2 className="sr-only">The run</h2>
      <Tabs
        label="Run"
        value={tab}
        onChange={setTab}
        tabs={[
          { value: "result", word: "Result", content: <Pane>{result}</Pane> },
          {
            value: "input",
            word: "Input",
            content: <Pane>{<ValueView value={run.input} label="Input" absent="No input was recorded." />}</Pane>,
          },
          { value: "files", word: "Files", content: <Pane>{<LazyRunFiles key={run.status} run={run} />}</Pane> },
          { value: "about", word: "About", content: <Pane>{<About run={run} />}</Pane> },
        ]}
        beside={
          tab === "about" || tab === "files" || copied === undefined ? null : (
            <CopyButton iconOnly label={`Copy the ${tab}`} text={() => asText(copied)} />
          )
        }
      />
    </section>
  );
}

function Pane({ children }: { children: React.ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">{children}</div>;
}

function ResultView({ result }: { result: RunResult }) {
  if (result.type === "json") return <ValueView value={result.data} label="Result" absent="It returned nothing." />;
  const text =
    typeof result.data === "string" ? (
      <TextBlock text={result.data} />
    ) : (
      <ValueView value={result.data} label="Document" absent="" />
    );
  return (
    <article>
      {text}
      {result.sources && result.sources.length > 0 ? <Sources sources={result.sources} /> : null}
    </article>
  );
}

function NoResult({ run }: { run: RunSummary }) {
  const { ended } = statusLook[run.status];
  const words = !ended
    ? "Its result will stand here."
    : run.status === "completed"
      ? "It returned nothing."
      : "It ended without a result.";
  return <p className="py-6 text-center text-ink-3">{words}</p>;
}

function About({ run }: { run: RunSummary }) {
  const facts: Fact[] = [
    { word: "Run", value: <span className="font-mono text-xs">{run.runId}</span> },
    {
      word: "Agent",
      value: (
        <Link href={`/agents/${encodeURIComponent(run.agentId)}`} className="text-accent-ink hover:underline">
          {run.agentId}
        </Link>
      ),
    },
    { word: "Revision", value: <span className="font-mono text-xs">{run.agentRevision.slice(0, 12)}</span> },
    { word: "Attempt", value: run.attempt },
    ...(run.roomId === undefined ? [] : [{ word: "Room", value: run.roomId }]),
    ...(run.entityId === undefined ? [] : [{ word: "Entity", value: run.entityId }]),
    ...(run.messageId === undefined ? [] : [{ word: "Message", value: run.messageId }]),
    ...(run.tags.length === 0 ? [] : [{ word: "Tags", value: run.tags.join(", ") }]),
  ];
  return (
    <>
      <Facts facts={facts} />
      {Object.keys(run.metadata).length === 0 ? null : <JsonBlock value={run.metadata} label="Metadata" />}
    </>
  );
}

function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
