"use client";

import clsx from "clsx";
import type { MouseEvent, ReactNode } from "react";
import { ComingText } from "@/components/values/coming-text";
import { formatCost, formatDuration, formatTokens } from "@/server/domain/format";
import type { LiveText } from "@/server/domain/live-text";
import type { ShownMessage } from "@/server/domain/shorten";
import type { RunStatus } from "@/server/domain/run-status";
import type { Step } from "@/server/domain/step";
import type { TranscriptEntry } from "@/server/runs/list-transcript";
import { Folded, lineOf, MessageParts, ShownValue } from "../detail/chat-view";
import { KindSquare } from "../kind-look";
import { StatusMark } from "../status";
import { shownStatus, type ShownStatus } from "../status-look";

type EntryProps = {
  entry: TranscriptEntry;
  runStatus: RunStatus;
  selected: boolean;
  /** A model asked for it, and said there what it asks. */
  asked: boolean;
  /** Text that is just coming from it. */
  coming: LiveText | undefined;
  onSelect: (stepId: string) => void;
};

/** One step of the conversation. A click on it chooses the step. */
export function EntryView({ entry, runStatus, selected, asked, coming, onSelect }: EntryProps) {
  const { step } = entry;
  const status = shownStatus(step.status, runStatus);
  const select = () => onSelect(step.id);
  const onClick = (event: MouseEvent) => {
    // What can be pressed, folded or marked in it has its own use.
    if (event.target instanceof Element && event.target.closest("a,button,summary,pre,[role=tree]")) return;
    if (getSelection()?.isCollapsed !== false) select();
  };
  if (step.kind === "flow" || step.kind === "agent")
    return <Section step={step} status={status} selected={selected} onSelect={select} />;
  return (
    <li
      onClick={onClick}
      data-step={step.id}
      className={clsx(
        "flex flex-col gap-2 border-l-2 px-4 py-2 [contain-intrinsic-size:auto_60px] [content-visibility:auto] md:px-5",
        asked && "pl-9 md:pl-10",
        selected ? "border-accent bg-accent-wash" : "border-transparent hover:bg-hover",
      )}
    >
      <EntryHead step={step} status={status} onSelect={select} />
      <EntryBody entry={entry} asked={asked} coming={coming} onMore={select} />
      {step.error ? (
        <p className="text-fail [overflow-wrap:anywhere]">
          <strong className="font-mono text-xs font-semibold">{step.error.code}</strong> {step.error.message.slice(0, 600)}
        </p>
      ) : null}
    </li>
  );
}

type HeadProps = { step: Step; status: ShownStatus; onSelect: () => void };

function Section({ step, status, selected, onSelect }: HeadProps & { selected: boolean }) {
  return (
    <li data-step={step.id} className={clsx("flex items-center gap-2 px-4 pt-4 pb-1 md:px-5", selected && "bg-accent-wash")}>
      <KindSquare kind={step.kind} />
      <button
        type="button"
        onClick={onSelect}
        className="min-h-6 max-w-[60%] truncate rounded-sm text-xs font-medium text-ink-2 hover:text-ink"
      >
        {step.name}
      </button>
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      {step.error || step.endedAt === undefined ? <StatusMark status={status} /> : null}
      <span className="font-mono text-2xs text-ink-3">{step.endedAt === undefined ? "" : formatDuration(step.durationMs)}</span>
    </li>
  );
}

const kindWords: Partial<Record<Step["kind"], string>> = {
  planning: "Plan",
  reasoning: "Reasoning",
  log: "Log",
  input: "Question",
};

function EntryHead({ step, status, onSelect }: HeadProps) {
  const { usage } = step;
  const figures = [
    ...(usage ? [`${formatTokens(usage.inputTokens)} → ${formatTokens(usage.outputTokens)} tok`] : []),
    ...(usage?.costMicroUsd === undefined ? [] : [formatCost(usage.costMicroUsd)]),
    ...(step.endedAt === undefined || step.durationMs === 0 ? [] : [formatDuration(step.durationMs)]),
  ];
  return (
    <div className="flex min-h-6 items-center gap-2 text-xs">
      <KindSquare kind={step.kind} />
      <button type="button" onClick={onSelect} className="min-h-6 max-w-[60%] truncate rounded-sm font-medium hover:underline">
        {kindWords[step.kind] ?? step.name}
      </button>
      {kindWords[step.kind] === undefined ? <span className="text-ink-3">{step.kind}</span> : null}
      {step.kind === "input" ? <span className="truncate text-ink-3">{step.name}</span> : null}
      {status === "completed" ? null : <StatusMark status={status} />}
      <span className="ml-auto font-mono text-2xs whitespace-nowrap text-ink-3">{figures.join(" · ")}</span>
    </div>
  );
}

type BodyProps = { entry: TranscriptEntry; asked: boolean; coming: LiveText | undefined; onMore: () => void };

function EntryBody({ entry, asked, coming, onMore }: BodyProps): ReactNode {
  const { step, says, answer, input, output } = entry;
  if (step.kind === "model")
    return (
      <>
        {says?.map((message, index) => (
          <Said key={index} message={message} onMore={onMore} />
        ))}
        {coming && step.endedAt === undefined ? <ComingText text={coming.text} cut={coming.from > 0} /> : null}
        {answer ? <MessageParts parts={answer.parts} onMore={onMore} /> : null}
      </>
    );
  if (step.kind === "planning" || step.kind === "reasoning")
    return output ? <ShownValue shown={output} label="What was thought" onMore={onMore} /> : null;
  if (step.kind === "log")
    return <p className="font-mono text-xs whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]">{step.preview ?? ""}</p>;
  if (step.kind === "input")
    return (
      <>
        <p className="[overflow-wrap:anywhere]">{questionOf(entry)}</p>
        {output ? (
          <div className="w-fit max-w-full rounded-md border border-line bg-sunk px-3 py-1.5">
            <p className="text-xs text-ink-3">Answer</p>
            <ShownValue shown={output} label="The answer" onMore={onMore} />
          </div>
        ) : null}
      </>
    );
  return (
    <>
      {input && !asked ? (
        <Folded word="Input" about={lineOf(input)}>
          <ShownValue shown={input} label={`Input of ${step.name}`} onMore={onMore} />
        </Folded>
      ) : null}
      {output ? (
        <Folded word={step.kind === "evaluator" ? "Verdict" : "Result"} about={lineOf(output)}>
          <ShownValue shown={output} label={`Result of ${step.name}`} onMore={onMore} />
        </Folded>
      ) : null}
    </>
  );
}

const roles: Readonly<Record<string, string>> = { system: "System", developer: "Developer", user: "User" };

function Said({ message, onMore }: { message: ShownMessage; onMore: () => void }) {
  const word = roles[message.role] ?? message.role;
  const text = message.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join(" ");
  if (message.role === "system" || message.role === "developer")
    return (
      <Folded word={word} about={text.slice(0, 300)}>
        <MessageParts parts={message.parts} onMore={onMore} />
      </Folded>
    );
  return (
    <div className="rounded-md border border-line bg-sunk px-3 py-1.5">
      <p className="text-xs text-ink-3">{word}</p>
      <MessageParts parts={message.parts} onMore={onMore} />
    </div>
  );
}

/** What was asked stands with what is known of the step. */
function questionOf({ step, input }: TranscriptEntry): string {
  const prompt = step.attributes?.["prompt"];
  if (typeof prompt === "string") return prompt;
  const given = input && "value" in input ? input.value : undefined;
  const inside = given !== null && typeof given === "object" && !Array.isArray(given) ? given["prompt"] : undefined;
  return typeof inside === "string" ? inside : (step.preview ?? "");
}
