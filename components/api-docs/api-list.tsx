"use client";

import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { fitsWords, readFilter } from "@/components/ui/filter-words";

/** `text`: what the filter looks into. */
export type ApiEntry = { id: string; text: string; row: ReactNode };
export type ApiGroup = { name: string; id: string; entries: readonly ApiEntry[] };

/** The groups that have something that fits, and beside them where they are. */
export function ApiList({ groups }: { groups: readonly ApiGroup[] }) {
  const q = readFilter(useSearchParams());
  const found = groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ text }) => fitsWords(`${group.name} ${text}`, q)) }))
    .filter(({ entries }) => entries.length > 0);
  if (found.length === 0)
    return (
      <EmptyState kind="filtered" title={`Nothing fits “${q}”`} action={<ButtonLink href="/docs/api">Show all</ButtonLink>}>
        The filter looks into names, addresses, parameters and what is said of them.
      </EmptyState>
    );
  return (
    <div className="flex gap-10 px-4 pb-16 md:px-5">
      <div className="flex w-full max-w-3xl min-w-0 flex-col gap-7">
        {found.map(({ name, id, entries }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`} className="scroll-mt-14">
            <h2 id={`${id}-title`} className="mb-2 font-semibold">
              {name}
            </h2>
            <div className="overflow-hidden rounded-lg border border-line bg-panel">
              {entries.map((entry) => (
                <div key={entry.id} className="not-first:border-t not-first:border-line">
                  {entry.row}
                </div>
              ))}
            </div>
          </section>
        ))}
      </div>
      <nav aria-label="Parts of the API" className="sticky top-15 w-40 shrink-0 self-start max-lg:hidden">
        <ul className="flex flex-col">
          {found.map(({ name, id, entries }) => (
            <li key={id}>
              <a href={`#${id}`} className="flex h-7 items-center rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink">
                <span className="flex-1">{name}</span>
                <span className="text-xs text-ink-3">{entries.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
