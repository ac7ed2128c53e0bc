"use client";

import clsx from "clsx";
import type { KeyboardEvent, ReactNode } from "react";
import { resultKeys } from "@/components/ui/keys/known-keys";
import { useKeyNotes } from "@/components/ui/keys/use-key-notes";
import { useTableKeys } from "@/components/ui/keys/use-table-keys";
import { walkRows } from "@/components/ui/walk-rows";
import type { ItemRow } from "@/server/domain/item-result";
import { resultColumns, roomFor, scorerRoom } from "./result-columns";
import { ResultRow } from "./result-row";
import type { RunRef } from "./use-live-dataset-run";

export type ResultTableProps = {
  label: string;
  rows: readonly ItemRow[];
  of: RunRef;
  agentId: string;
  scorers: readonly string[];
  baseline: string | undefined;
  several: boolean;
  opened: string | undefined;
  onToggle: (itemId: string) => void;
  bare?: boolean;
};

/** More have no room beside the texts, and on narrow tables fewer; a row's details have them all. */
const mostScorers = 6;
/** Rows of 34 px. Arrow keys or j and k walk them, Enter opens the run, right and left unfold the details and fold them. */
export function ResultTable({ label, rows, scorers, several, bare = false, ...of }: ResultTableProps) {
  useTableKeys();
  useKeyNotes(resultKeys);
  const shown = scorers.slice(0, mostScorers);
  const broad = several || of.baseline !== undefined;
  const columns = (room: keyof typeof roomFor) =>
    [
      "18px",
      "104px",
      ...(of.baseline === undefined ? [] : ["84px"]),
      "48px",
      "minmax(0,1fr)",
      "minmax(0,1.2fr)",
      "76px",
      ...shown.slice(0, roomFor[room][broad ? 1 : 0]).map(() => (broad ? "104px" : "84px")),
    ].join(" ");
  return (
    <div
      role="table"
      aria-label={label}
      onKeyDown={onKey}
      className="@container"
      style={
        {
          "--narrow": columns("narrow"),
          "--middle": columns("middle"),
          "--wide": columns("wide"),
          "--widest": columns("widest"),
        } as object
      }
    >
      <div role="rowgroup" className={bare ? "sr-only" : undefined}>
        <div
          role="row"
          className={clsx(
            "hidden h-[30px] items-center gap-x-3 border-b border-line bg-sunk px-4 text-xs text-ink-3 md:px-5",
            resultColumns,
          )}
        >
          <Head>
            <span className="sr-only">Details</span>
          </Head>
          <Head>Status</Head>
          {of.baseline === undefined ? null : <Head>Change</Head>}
          <Head>Item</Head>
          <Head>Input</Head>
          <Head>Output</Head>
          <Head right>Time</Head>
          {shown.map((scorer, index) => (
            <Head key={scorer} right className={scorerRoom(index, broad)}>
              <span className="block truncate" title={scorer}>
                {scorer}
              </span>
            </Head>
          ))}
        </div>
      </div>
      {rows.map((row) => (
        <ResultRow
          key={row.index}
          row={row}
          of={of.of}
          agentId={of.agentId}
          scorers={shown}
          broad={broad}
          baseline={of.baseline}
          open={of.opened === row.itemId}
          onToggle={of.onToggle}
        />
      ))}
    </div>
  );
}

type HeadProps = { children: ReactNode; right?: boolean; className?: string | undefined };

function Head({ children, right = false, className }: HeadProps) {
  return (
    <div role="columnheader" className={clsx("min-w-0", right && "text-right", className)}>
      {children}
    </div>
  );
}

function onKey(event: KeyboardEvent<HTMLElement>): void {
  const isOpening = event.key === "ArrowRight";
  if (!isOpening && event.key !== "ArrowLeft") return walkRows(event);
  const link = event.target instanceof HTMLElement && event.target.matches("[data-row-link]") ? event.target : undefined;
  const toggle = link?.closest("[role=row]")?.querySelector<HTMLElement>("[data-row-toggle]");
  if (!toggle || (toggle.getAttribute("aria-expanded") === "true") === isOpening) return;
  event.preventDefault();
  toggle.click();
}
