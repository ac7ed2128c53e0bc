"use client";

import clsx from "clsx";
import { useEffect, useId, useRef, type KeyboardEvent } from "react";
import { ChevronDownIcon, ChevronRightIcon } from "@/components/ui/icons";
import { Marked } from "../marked";
import type { JsonRow } from "./json-rows";

type JsonTreeProps = {
  label: string;
  rows: readonly JsonRow[];
  /** The path of the chosen node. */
  chosen: string | undefined;
  search: string;
  onChoose: (path: string) => void;
  onTurn: (path: string, open: boolean) => void;
  onMore: (path: string) => void;
};

/** A value as printed JSON whose objects and lists fold. Up and down walk, left and right fold. */
export function JsonTree({ label, rows, chosen, search, onChoose, onTurn, onMore }: JsonTreeProps) {
  const id = useId();
  const tree = useRef<HTMLDivElement>(null);
  const walked = rows.filter((row) => row.is !== "end");
  const at = walked.findIndex((row) => row.path === chosen && row.is !== "more");
  const visible = at >= 0;
  useEffect(() => {
    if (visible) tree.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, visible]);
  const go = (index: number) => {
    const row = walked.slice(0, Math.max(0, index) + 1).findLast(({ is }) => is !== "more");
    if (row) onChoose(row.path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = walked[at];
    const node = row?.is === "begin" ? row : undefined;
    const parent = row ? walked.slice(0, at).findLastIndex(({ is, depth }) => is === "begin" && depth < row.depth) : -1;
    const deeds: Record<string, () => void> = {
      ArrowDown: () => {
        const below = walked[at + 1];
        if (below?.is === "more") onMore(below.path);
        else go(at + 1);
      },
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(walked.length - 1),
      ArrowRight: () => (node && !node.open ? onTurn(node.path, true) : go(at + 1)),
      ArrowLeft: () => (node?.open ? onTurn(node.path, false) : go(parent)),
      Enter: () => node && onTurn(node.path, !node.open),
      " ": () => node && onTurn(node.path, !node.open),
    };
    const deed = deeds[event.key];
    if (!deed || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={visible ? `${id}${at}` : undefined}
      onKeyDown={onKeyDown}
      className="overflow-x-auto rounded-md border border-line bg-sunk py-2 font-mono text-xs leading-5"
    >
      {rows.map((row, index) => (
        <TreeRow
          key={`${row.is}${row.path}`}
          id={row.path === chosen && row.is !== "end" && row.is !== "more" ? `${id}${at}` : `${id}r${index}`}
          row={row}
          chosen={row.path === chosen && row.is !== "end"}
          search={search}
          onChoose={onChoose}
          onTurn={onTurn}
          onMore={onMore}
        />
      ))}
    </div>
  );
}

type TreeRowProps = Pick<JsonTreeProps, "search" | "onChoose" | "onTurn" | "onMore"> & {
  id: string;
  row: JsonRow;
  chosen: boolean;
};

function TreeRow({ id, row, chosen, search, onChoose, onTurn, onMore }: TreeRowProps) {
  const indent = { paddingLeft: 22 + Math.min(row.depth, 30) * 12 };
  if (row.is === "end")
    return (
      <div aria-hidden="true" style={indent} className="text-ink-2">
        {row.mark}
        {row.comma ? "," : ""}
      </div>
    );
  if (row.is === "more")
    return (
      <div
        role="treeitem"
        tabIndex={-1}
        aria-level={row.depth + 1}
        aria-selected={false}
        style={indent}
        onClick={() => onMore(row.path)}
        className="min-h-6 w-fit cursor-pointer text-accent-ink hover:underline"
      >
        {row.left.toLocaleString("en-US")} more
      </div>
    );
  const node = row.is === "begin" ? row : undefined;
  const Turn = node?.open ? ChevronDownIcon : ChevronRightIcon;
  return (
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.depth + 1}
      aria-selected={chosen}
      {...(node && node.children > 0 ? { "aria-expanded": node.open } : {})}
      style={indent}
      onClick={() => onChoose(row.path)}
      className={clsx(
        "relative scroll-my-14 cursor-default pr-3 break-words whitespace-pre-wrap [overflow-wrap:anywhere]",
        chosen ? "bg-accent-wash" : "hover:bg-hover",
      )}
    >
      {node && node.children > 0 ? (
        <span
          aria-hidden="true"
          onClick={() => onTurn(row.path, !node.open)}
          className="absolute -mt-0.5 -ml-6 flex size-6 cursor-pointer items-center justify-center text-ink-3 hover:text-ink"
        >
          <Turn width={11} height={11} />
        </span>
      ) : null}
      {row.name === undefined ? null : (
        <>
          <span className="text-json-key">
            <Marked text={JSON.stringify(row.name)} search={search} current={chosen} />
          </span>
          {": "}
        </>
      )}
      {node ? <NodeMark node={node} /> : null}
      {row.is === "leaf" ? <Leaf value={row.value} search={search} chosen={chosen} /> : null}
      {row.comma && !(node?.open ?? false) ? "," : ""}
    </div>
  );
}

function NodeMark({ node }: { node: Extract<JsonRow, { is: "begin" }> }) {
  const close = node.mark === "{" ? "}" : "]";
  if (node.open) return node.mark;
  if (node.children === 0) return `${node.mark}${close}`;
  return (
    <>
      {node.mark} <span className="text-ink-3">{wordsOf(node)}</span> {close}
    </>
  );
}

/** Its first fields by name, and how many there are where that is more. */
function wordsOf({ names, children }: Extract<JsonRow, { is: "begin" }>): string {
  const first = names.map((name) => name.slice(0, 40)).join(", ");
  if (children <= names.length) return first;
  const count = children.toLocaleString("en-US");
  return first === "" ? count : `${first}, … ${count}`;
}

const longLeaf = 2000;

/** A long text shows whole once its line is chosen. */
function Leaf({ value, search, chosen }: { value: string | number | boolean | null; search: string; chosen: boolean }) {
  const text = JSON.stringify(value);
  const cut = !chosen && text.length > longLeaf;
  return (
    <span className={typeof value === "string" ? "text-json-string" : "text-json-number"}>
      <Marked text={cut ? text.slice(0, longLeaf) : text} search={search} current={chosen} />
      {cut ? <span className="text-ink-3"> … {text.length.toLocaleString("en-US")} characters</span> : null}
    </span>
  );
}
