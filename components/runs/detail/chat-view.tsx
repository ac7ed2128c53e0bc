"use client";

import { useState } from "react";
import { JsonBlock } from "@/components/values/json-block";
import { MarkdownView } from "@/components/values/markdown/markdown-view";
import { looksLikeMarkdown } from "@/components/values/markdown/parse-blocks";
import { safeHref } from "@/components/values/markdown/parse-inline";
import { formatBytes, formatCount } from "@/server/domain/format";
import type { Shown, ShownMessage, ShownPart } from "@/server/domain/shorten";

/** The words of a person or a model, as Markdown where they seem to be written so. */
function Prose({ text }: { text: string }) {
  if (looksLikeMarkdown(text)) return <MarkdownView text={text} />;
  return <p className="text-pretty break-words whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>;
}

/** Parts of a message, one below the other. `onMore` opens what holds all of a part that is cut. */
export function MessageParts({ parts, onMore }: { parts: ShownMessage["parts"]; onMore?: (() => void) | undefined }) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {parts.map((part, index) => (
        <PartView key={index} part={part} onMore={onMore} />
      ))}
    </div>
  );
}

type PartProps = { part: ShownPart; onMore: (() => void) | undefined };

function PartView({ part, onMore }: PartProps) {
  if (part.type === "text")
    return (
      <div>
        <Prose text={part.text} />
        {part.chars === undefined ? null : <Cut words={`of ${formatCount(part.chars)} characters`} onMore={onMore} />}
      </div>
    );
  if (part.type === "reasoning")
    return (
      <Folded word="Reasoning" about={firstLine(part.text)}>
        <div className="text-ink-2">
          <Prose text={part.text} />
          {part.chars === undefined ? null : <Cut words={`of ${formatCount(part.chars)} characters`} onMore={onMore} />}
        </div>
      </Folded>
    );
  if (part.type === "tool-call")
    return (
      <Folded word="Calls" name={part.name} about={lineOf(part.input)}>
        <ShownValue shown={part.input} label={`What ${part.name} is asked`} onMore={onMore} />
      </Folded>
    );
  if (part.type === "tool-result")
    return (
      <Folded
        word={part.failed ? "Failed" : "Result of"}
        name={part.name}
        about={lineOf(part.output)}
        failed={part.failed === true}
      >
        <ShownValue shown={part.output} label={`What ${part.name} gave`} onMore={onMore} />
      </Folded>
    );
  if ("mediaType" in part) return <FileName part={part} />;
  return "value" in part ? <ShownValue shown={part.value} label="A part of another kind" onMore={onMore} /> : null;
}

/** Named, with its size or address; never loaded. */
function FileName({ part }: { part: Extract<ShownPart, { type: "file" }> }) {
  const href = part.url === undefined ? undefined : safeHref(part.url);
  const what = part.mediaType.startsWith("image") ? "Image" : "File";
  return (
    <p className="rounded-md border border-line bg-sunk px-2.5 py-1.5 text-ink-2 [overflow-wrap:anywhere]">
      <span className="font-medium text-ink">{what}</span> {part.name ?? ""} {part.mediaType}
      {part.bytes === undefined ? null : `, ${formatBytes(part.bytes)}`}
      {part.url === undefined ? null : href === undefined ? (
        ` ${part.url}`
      ) : (
        <>
          {" "}
          <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent-ink hover:underline">
            {part.url}
          </a>
        </>
      )}
    </p>
  );
}

type ShownValueProps = { shown: Shown; label: string; onMore?: (() => void) | undefined };

/** A value, or the beginning of one with the way to all of it. */
export function ShownValue({ shown, label, onMore }: ShownValueProps) {
  if ("head" in shown)
    return (
      <div>
        <pre
          tabIndex={0}
          aria-label={`${label}, first part`}
          className="max-h-80 overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]"
        >
          {shown.head} …
        </pre>
        <Cut words={`of ${formatBytes(shown.bytes)}`} onMore={onMore} />
      </div>
    );
  return typeof shown.value === "string" ? <Prose text={shown.value} /> : <JsonBlock value={shown.value} label={label} />;
}

function Cut({ words, onMore }: { words: string; onMore: (() => void) | undefined }) {
  return (
    <p className="mt-1 text-xs text-ink-3">
      The beginning {words}.{" "}
      {onMore ? (
        <button type="button" onClick={onMore} className="min-h-6 rounded-sm text-accent-ink hover:underline">
          Open the step
        </button>
      ) : (
        "All of it is in Input and Output."
      )}
    </p>
  );
}

type FoldedProps = { word: string; name?: string; about: string; failed?: boolean; children: React.ReactNode };

/** One line that opens. */
export function Folded({ word, name, about, failed = false, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="group/fold rounded-md border border-line bg-panel"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-7 list-none items-center gap-2 px-2.5 py-1 text-ink-2 hover:text-ink [&::-webkit-details-marker]:hidden">
        <span
          aria-hidden="true"
          className="font-mono text-2xs text-ink-3 transition-transform group-open/fold:rotate-90 motion-reduce:transition-none"
        >
          ▸
        </span>
        <span className={failed ? "text-fail" : undefined}>{word}</span>
        {name === undefined ? null : <span className="max-w-[50%] shrink-0 truncate font-medium text-ink">{name}</span>}
        <span className="min-w-0 flex-1 truncate font-mono text-xs text-ink-3">{about}</span>
      </summary>
      {open ? <div className="border-t border-line p-2.5">{children}</div> : null}
    </details>
  );
}

export function lineOf(shown: Shown): string {
  const text = "head" in shown ? shown.head : typeof shown.value === "string" ? shown.value : JSON.stringify(shown.value);
  return firstLine(text);
}

const firstLine = (text: string): string => text.slice(0, 300).replace(/\s+/g, " ").trim();
