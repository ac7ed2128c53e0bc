"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore, type MouseEvent } from "react";
import { formatCount } from "@/server/domain/format";
import type { RunPage } from "@/server/domain/run";
import { firstPage, pageSize, writeRunFilter, type RunFilter } from "./run-filter";

type RunPagerProps = { page: RunPage; nextCursor: string | null; shownRows: number; filter: RunFilter; stale: boolean };

/** Paging goes by key, so only forward is in the data; the way back is what this tab remembers of the way here. */
export function RunPager({ page, nextCursor, shownRows, filter, stale }: RunPagerProps) {
  const path = usePathname();
  const here = `${path}${writeRunFilter(filter)}`;
  const newer = useSyncExternalStore(
    noChange,
    () => recall(here),
    () => null,
  );
  // Runs come and go meanwhile: at the end of the list its length tells where one is, else the pages passed do.
  const passed = (filter.page - 1) * pageSize + 1;
  const atEnd = page.totalIsLowerBound ? passed : page.total - shownRows + 1;
  const isLast = nextCursor === null && filter.cursor !== undefined;
  const first = Math.max(1, isLast ? atEnd : Math.min(passed, atEnd));
  const last = first + shownRows - 1;
  // Rows that fit no longer still stand there.
  const total = `${formatCount(Math.max(page.total, last))}${page.totalIsLowerBound ? "+" : ""}`;
  const newest = writeRunFilter(firstPage(filter));
  const older = nextCursor === null ? null : `${path}${writeRunFilter({ ...filter, cursor: nextCursor, page: filter.page + 1 })}`;
  return (
    <div className="flex h-11 items-center gap-3 px-4 text-xs text-ink-2 md:px-5">
      <p>
        {formatCount(first)}–{formatCount(last)} of {total}
        {stale ? " · not refreshed, the console does not answer" : null}
      </p>
      <span role="status" className="sr-only">
        Page {formatCount(filter.page)}
      </span>
      <nav aria-label="Pages" className="ml-auto flex gap-1">
        {filter.cursor === undefined ? null : <PageLink href={`${path}${newest}`} word={filter.sort ? "First" : "Newest"} />}
        {newer !== null && filter.page > 2 ? <PageLink href={newer} word={filter.sort ? "Previous" : "Newer"} /> : null}
        {older === null ? null : (
          <PageLink href={older} word={filter.sort ? "Next" : "Older"} onGo={() => remember(older, here)} />
        )}
      </nav>
    </div>
  );
}

/** The list reads the address itself: no trip to the server for the page around it, which may just not be there. */
function turnTo(event: MouseEvent, href: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", href);
  scrollTo(0, 0);
}

function PageLink({ href, word, onGo }: { href: string; word: string; onGo?: () => void }) {
  return (
    <Link
      href={href}
      prefetch={false}
      onClick={(event) => {
        onGo?.();
        turnTo(event, href);
      }}
      className="flex h-7 items-center rounded-md border border-line-strong bg-panel px-2.5 font-medium text-ink hover:bg-hover"
    >
      {word}
    </Link>
  );
}

const noChange = () => () => undefined;
const memoryOf = (href: string) => `trackside.before:${href}`;

function recall(href: string): string | null {
  try {
    return sessionStorage.getItem(memoryOf(href));
  } catch {
    return null;
  }
}

function remember(href: string, before: string): void {
  try {
    sessionStorage.setItem(memoryOf(href), before);
  } catch {
    // Storage may be forbidden or full; then there is Newest, and the browser's Back.
  }
}
