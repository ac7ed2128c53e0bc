"use client";

import { useSyncExternalStore } from "react";
import { runColumns, usualColumns, type RunColumn } from "./run-columns";

export type Density = "calm" | "dense";
type TablePreferences = { columns: readonly RunColumn[]; density: Density };

const place = "trackside.runs-table";
const changed = "trackside:runs-table";
const usual: TablePreferences = { columns: usualColumns, density: "calm" };

let last: { text: string | null; value: TablePreferences } = { text: null, value: usual };

/** How this browser likes its table of runs. */
export function useTablePreferences(): [TablePreferences, (next: TablePreferences) => void] {
  return [useSyncExternalStore(subscribe, read, () => usual), write];
}

function read(): TablePreferences {
  const text = stored();
  // The same text is the same value: React compares them by identity.
  if (text !== last.text) last = { text, value: parse(text) };
  return last.value;
}

function parse(text: string | null): TablePreferences {
  try {
    const { columns, density } = JSON.parse(text ?? "{}") as Partial<Record<keyof TablePreferences, unknown>>;
    const known = Array.isArray(columns) ? runColumns.map(({ id }) => id).filter((id) => columns.includes(id)) : usualColumns;
    return { columns: known, density: density === "dense" ? "dense" : "calm" };
  } catch {
    return usual;
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function write(next: TablePreferences): void {
  try {
    localStorage.setItem(place, JSON.stringify(next));
  } catch {
    // Storage may be forbidden; then the table stays as it usually is.
  }
  dispatchEvent(new Event(changed));
}

function subscribe(notify: () => void): () => void {
  addEventListener(changed, notify);
  addEventListener("storage", notify);
  return () => {
    removeEventListener(changed, notify);
    removeEventListener("storage", notify);
  };
}
