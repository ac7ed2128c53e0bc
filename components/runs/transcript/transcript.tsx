"use client";

import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { ExploredValue } from "@/components/values/explored-value";
import { Sources } from "@/components/values/sources";
import type { LiveText } from "@/server/domain/live-text";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { ErrorCallout } from "../error-callout";
import { StatusMark } from "../status";
import { statusLook } from "../status-look";
import { EntryView } from "./entry-view";
import { useTranscript } from "./use-transcript";

type TranscriptProps = {
  run: RunSummary;
  selected: Step | undefined;
  onSelect: (stepId: string) => void;
  texts: ReadonlyMap<string, LiveText>;
  /** Another value with each change of the run: what is new is then asked for. */
  changes: unknown;
};

const nearPx = 600;

/** The run as a conversation: what it was given, thought, said and did, in order, and what came of it. */
export function Transcript({ run, selected, onSelect, texts, changes }: TranscriptProps) {
  const { ended } = statusLook[run.status];
  const { stretch, error, later, earlier, toEnd, toStart } = useTranscript({
    runId: run.runId,
    changes,
    fromEnd: !ended,
    from: selected?.begunSeq,
  });
  const scroller = useRef<HTMLDivElement>(null);
  const onScroll = () => {
    const box = scroller.current;
    // What failed is asked for again by hand, not in a loop.
    if (!box || !stretch || error !== undefined) return;
    if (box.scrollTop < nearPx && !stretch.atStart) void earlier();
    if (box.scrollHeight - box.scrollTop - box.clientHeight < nearPx && !stretch.atEnd) void later();
  };
  useSteadyPlace(scroller, stretch?.entries[0]?.step.begunSeq, [stretch, texts, ended], !ended);
  // The step one had chosen before one came here.
  const [comesFor] = useState(selected?.id);
  const isHere = stretch !== undefined;
  useEffect(() => {
    if (isHere && comesFor !== undefined)
      scroller.current?.querySelector(`[data-step="${CSS.escape(comesFor)}"]`)?.scrollIntoView({ block: "center" });
  }, [isHere, comesFor]);
  // A window lower than the screen has nothing to scroll by.
  useEffect(onScroll);
  if (error !== undefined && !stretch)
    return (
      <EmptyState
        kind="failed"
        title="The transcript could not be read"
        action={<Button onClick={() => void toStart()}>Try again</Button>}
      >
        {problemOf(error).detail ?? "The console does not answer."}
      </EmptyState>
    );
  const entries = stretch?.entries.filter(({ step }) => step.parentId !== undefined) ?? [];
  const models = new Set(entries.flatMap(({ step }) => (step.kind === "model" ? step.id : [])));
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="region"
        aria-label="Transcript"
        tabIndex={0}
        onScroll={onScroll}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent max-md:max-h-[70dvh]"
      >
        {stretch === undefined ? <TranscriptSkeleton /> : null}
        {stretch?.atStart ? (
          <Block word="Input">
            <ExploredValue
              value={run.input}
              label="Input"
              absent="No input was recorded."
              part={{ runId: run.runId, stepId: "1", part: "input" }}
            />
          </Block>
        ) : null}
        <ol aria-label="What happened" className="flex flex-col">
          {entries.map((entry) => (
            <EntryView
              key={entry.step.id}
              entry={entry}
              runStatus={run.status}
              selected={entry.step.id === selected?.id}
              asked={entry.step.parentId !== undefined && models.has(entry.step.parentId)}
              coming={texts.get(entry.step.id)}
              onSelect={onSelect}
            />
          ))}
        </ol>
        {error !== undefined && stretch ? (
          <p role="alert" className="flex items-center gap-3 px-4 py-3 text-fail md:px-5">
            {problemOf(error).detail ?? "More could not be read."}
            <Button onClick={() => void (stretch.atEnd ? toEnd() : later())}>Try again</Button>
          </p>
        ) : null}
        {stretch?.atEnd ? <Ending run={run} /> : null}
      </div>
      {stretch && !stretch.atEnd ? (
        <Button
          look="primary"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-pop"
          onClick={() => void toEnd()}
        >
          To the end ↓
        </Button>
      ) : null}
    </div>
  );
}

function Ending({ run }: { run: RunSummary }) {
  const { ended } = statusLook[run.status];
  if (!ended)
    return (
      <p className="px-4 py-4 md:px-5">
        <StatusMark status={run.status} />
      </p>
    );
  if (run.error)
    return (
      <div className="p-4 md:px-5">
        <ErrorCallout
          label="Error at the end"
          run={run}
          error={run.error}
          where={run.error.path === undefined ? null : `In ${run.error.path}.`}
        />
      </div>
    );
  if (!run.result)
    return (
      <p className="px-4 py-4 text-ink-2 md:px-5">
        {run.status === "cancelled" ? "It was cancelled, without a result." : "It ended without a result."}
      </p>
    );
  const { data, sources, type } = run.result;
  return (
    <Block word="Result">
      <ExploredValue
        value={data}
        label="Result"
        absent="It returned nothing."
        part={{ runId: run.runId, stepId: "1", part: "output" }}
        prose={type === "document"}
      />
      {sources && sources.length > 0 ? <Sources sources={sources} /> : null}
    </Block>
  );
}

function Block({ word, children }: { word: string; children: ReactNode }) {
  return (
    <section aria-label={word} className="m-4 rounded-md border border-line bg-panel p-3 md:mx-5">
      <h2 className="mb-1.5 text-xs font-medium text-ink-2">{word}</h2>
      {children}
    </section>
  );
}

function TranscriptSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-5">
      {[44, 72, 30, 96, 44].map((height, index) => (
        <div key={index} style={{ height }}>
          <Skeleton className="size-full" />
        </div>
      ))}
    </div>
  );
}

/** What one reads stays where it is when something is put above it; at the end one stays at the end. */
function useSteadyPlace(
  scroller: React.RefObject<HTMLElement | null>,
  first: number | undefined,
  content: readonly unknown[],
  follow: boolean,
) {
  const before = useRef({ height: 0, first, atEnd: follow });
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const { height, first: firstBefore, atEnd } = before.current;
    if (follow && atEnd) box.scrollTo({ top: box.scrollHeight });
    else if (first !== undefined && firstBefore !== undefined && first < firstBefore && box.scrollTop < 4)
      box.scrollBy({ top: box.scrollHeight - height });
    before.current = { ...before.current, height: box.scrollHeight, first };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, content);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      before.current.atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [scroller]);
}
