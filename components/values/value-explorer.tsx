"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import type { Json } from "@/server/domain/json";
import type { ExploredValueProps } from "./explored-value-props";
import { LargeValue } from "./large-value";
import { MarkdownView } from "./markdown/markdown-view";
import { looksLikeMarkdown } from "./markdown/parse-blocks";
import { Marked } from "./marked";
import { SearchInValue } from "./search-in-value";
import { findInJson, findInText } from "./tree/find-in-json";
import { JsonTree } from "./tree/json-tree";
import { nodeAt } from "./tree/node-at";
import { useJsonFolding } from "./tree/use-json-folding";
import { asLarge, ValueView } from "./value-view";

type View = "markdown" | "text" | "json";
const words: Readonly<Record<View, string>> = { markdown: "Markdown", text: "Text", json: "JSON" };

/** A value as what it is: words as they are or as Markdown, anything else as JSON that folds. */
export function ValueExplorer({ value, label, absent, part, prose = false }: ExploredValueProps & { value: Json }) {
  const views = useMemo(() => viewsOf(value, prose), [value, prose]);
  const [wanted, setWanted] = useState<View>();
  const view = wanted && views.includes(wanted) ? wanted : (views[0] ?? "text");
  const large = asLarge(value);
  if (large)
    return part ? <LargeValue {...large} part={part} label={label} /> : <ValueView value={value} label={label} absent={absent} />;
  const choice =
    views.length > 1 ? (
      <SegmentedChoice
        label={`${label} as`}
        value={view}
        choices={views.map((one) => ({ value: one, word: words[one] }))}
        onChange={setWanted}
      />
    ) : null;
  if (typeof value !== "string") return <ExploredJson value={value} label={label} choice={choice} />;
  if (view === "json") return <ExploredJson value={parsed(value) ?? value} label={label} choice={choice} />;
  return <ExploredText text={value} markdown={view === "markdown"} label={label} choice={choice} />;
}

function viewsOf(value: Json, prose: boolean): View[] {
  if (typeof value !== "string") return ["json"];
  const json = parsed(value);
  const markdown = looksLikeMarkdown(value);
  return [
    ...(markdown && prose ? ["markdown" as const] : []),
    "text",
    ...(markdown && !prose ? ["markdown" as const] : []),
    ...(json ? ["json" as const] : []),
  ];
}

/** A text that is itself an object or a list in JSON. */
function parsed(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

type ToolsProps = { choice: React.ReactNode };
const longText = 200;

function ExploredText({ text, markdown, label, choice }: ToolsProps & { text: string; markdown: boolean; label: string }) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(() => findInText(text, search), [text, search]);
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => {
    here.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [at, search]);
  const searching = search !== "";
  return (
    <div ref={here} className="flex min-w-0 flex-col gap-2">
      {choice !== null || text.length > longText ? (
        <div className="sticky -top-4 z-10 -my-2 flex flex-wrap items-center gap-1.5 bg-panel py-2">
          {choice}
          <SearchInValue
            label={label}
            search={search}
            onSearch={(next) => (setSearch(next), setAt(0))}
            found={found.length}
            at={at}
            onGo={setAt}
          />
        </div>
      ) : null}
      {/* What is searched for is in the text as it was written. */}
      {markdown && !searching ? (
        <MarkdownView text={text} />
      ) : (
        <p className="text-pretty break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          {searching ? <Marked text={text} search={search} currentAt={found[at]} /> : text}
        </p>
      )}
    </div>
  );
}

function ExploredJson({ value, label, choice }: ToolsProps & { value: Json; label: string }) {
  const [search, setSearch] = useState("");
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<string>();
  const { rows, turn, showMore, reveal } = useJsonFolding(value);
  const found = useMemo(() => findInJson(value, search), [value, search]);
  const go = (next: number, among = found) => {
    setAt(next);
    const match = among[next];
    if (!match) return;
    reveal(match);
    setChosen(match.path);
  };
  const onSearch = (next: string) => {
    setSearch(next);
    go(0, findInJson(value, next));
  };
  const node = chosen === undefined ? undefined : nodeAt(value, chosen);
  const tools = rows.length > 8 || choice !== null || rows.some((row) => row.is === "begin" && !row.open && row.children > 0);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {tools ? (
        <div className="sticky -top-4 z-10 -my-2 flex flex-wrap items-center gap-1.5 bg-panel py-2">
          {choice}
          <SearchInValue label={label} search={search} onSearch={onSearch} found={found.length} at={at} onGo={go} />
        </div>
      ) : null}
      <JsonTree label={label} rows={rows} chosen={chosen} search={search} onChoose={setChosen} onTurn={turn} onMore={showMore} />
      {chosen === undefined ? null : (
        <div className="sticky -bottom-4 -my-2 flex flex-wrap items-center gap-1.5 bg-panel py-2">
          <code className="min-w-0 basis-full truncate font-mono text-xs text-ink-2" title={chosen}>
            {chosen}
          </code>
          <CopyButton key={`path${chosen}`} label="Copy JSON path" text={() => chosen} />
          {node === undefined ? null : (
            <CopyButton
              key={`value${chosen}`}
              label="Copy value"
              text={() => (typeof node === "string" ? node : JSON.stringify(node, null, 2))}
            />
          )}
        </div>
      )}
    </div>
  );
}
