import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";

type AttentionRowProps = {
  href: string;
  mark: ReactNode;
  who: ReactNode;
  what: ReactNode;
  count: ReactNode;
  when: ReactNode;
};

/** A line that leads on: what is the matter, with whom, how often, and when it was last so. On a phone it is two or three lines. */
export function AttentionRow({ href, mark, who, what, count, when }: AttentionRowProps) {
  return (
    <li
      className={clsx(
        "relative flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line px-3.5 py-2 not-first:border-t hover:bg-hover",
        "has-[[data-row-link]:focus-visible]:bg-accent-wash has-[[data-row-link]:focus-visible]:shadow-[inset_2px_0_0_var(--color-accent)]",
        "@min-[720px]:grid @min-[720px]:h-[34px] @min-[720px]:grid-cols-[92px_minmax(0,180px)_minmax(0,1fr)_112px_84px] @min-[720px]:py-0",
      )}
    >
      <div className="@max-[720px]:order-1">{mark}</div>
      <div className="min-w-0 @max-[720px]:order-2 @max-[720px]:flex-1">
        <Link href={href} data-row-link className="block truncate font-medium outline-none after:absolute after:inset-0">
          {who}
        </Link>
      </div>
      <div className="min-w-0 truncate text-ink-2 @max-[720px]:order-4 @max-[720px]:w-full">{what}</div>
      <div className="min-w-0 text-xs text-ink-2 @max-[720px]:order-5 @max-[720px]:w-full @min-[720px]:text-right">{count}</div>
      <div className="text-xs text-ink-2 @max-[720px]:order-3 @min-[720px]:text-right">{when}</div>
    </li>
  );
}
