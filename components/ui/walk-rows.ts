import type { KeyboardEvent } from "react";

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Arrow keys, or j and k, go from one row's link (`data-row-link`) to the next; from a box in a row, to that row's neighbour. */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const next = links[rowAt(links, event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function rowAt(links: readonly HTMLElement[], target: EventTarget): number {
  const row = target instanceof Element ? target.closest("[role=row],li") : null;
  return links.findIndex((link) => link === target || row?.contains(link) === true);
}
