"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { formatCount } from "@/server/domain/format";
import type { RunPage } from "@/server/domain/run";
import { firstPage, pageSize, writeRunFilter, type RunFilter } from "./run-filter";

type RunPagerProps = { page: RunPage; shownRows: number; filter: RunFilter; stale: boolean };

/** Paging goes by key, so only forward is in the data; the way back is what this tab remembers of the way here. */
export function RunPager({ page, shownRows, filter, stale }: RunPagerProps) {
  const path = usePathname();
  const here = `${path}${writeRunFilter(filter)}`;
  const newer = useSyncExternalStore(
    noChange,
    () => recall(here),
    () => null,
  );
  const first = (filter.page - 1) * pageSize + 1;
  const total = `${formatCount(page.total)}${page.totalIsLowerBound ? "+" : ""}`;
  const newest = writeRunFilter(firstPage(filter));
  const older =
    page.nextCursor === null ? null : `${path}${writeRunFilter({ ...filter, cursor: page.nextCursor, page: filter.page + 1 })}`;
  return (
    <div className="flex h-11 items-center gap-3 px-4 text-xs text-ink-2 md:px-5">
      <p>
        {formatCount(first)}–{formatCount(first + shownRows - 1)} of {total}
        {stale ? " · not refreshed, the console does not answer" : null}
      </p>
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

function PageLink({ href, word, onGo }: { href: string; word: string; onGo?: () => void }) {
  return (
    <Link
      href={href}
      {...(onGo ? { onClick: onGo } : {})}
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
