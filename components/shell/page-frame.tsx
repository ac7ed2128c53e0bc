import clsx from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { HostBanner } from "./host-banner";
import { MobileNav } from "./mobile-nav";

type Crumb = { word: string; href?: string; mono?: boolean };

type PageFrameProps = { crumbs: readonly Crumb[]; beside?: ReactNode; fill?: boolean; children: ReactNode };

/** What every page stands in: the 44 px bar that says where one is, trouble if there is any, and the page itself. */
export function PageFrame({ crumbs, beside, fill = false, children }: PageFrameProps) {
  return (
    <div className={clsx("flex min-h-dvh min-w-0 flex-1 flex-col", fill && "md:h-dvh md:overflow-hidden")}>
      <header className="sticky top-0 z-20 flex h-11 shrink-0 items-center gap-2 border-b border-line bg-ground px-4 md:px-5">
        <MobileNav />
        <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
          <ol className="flex items-center gap-1.5 text-ink-2">
            {crumbs.map((crumb, index) => (
              <CrumbItem key={crumb.word} crumb={crumb} fromEnd={crumbs.length - 1 - index} />
            ))}
          </ol>
        </nav>
        {beside}
      </header>
      <HostBanner />
      <main id="main" tabIndex={-1} className={clsx("flex flex-1 flex-col outline-none", fill && "md:min-h-0")}>
        {children}
      </main>
    </div>
  );
}

/** On a narrow screen only the last two are shown. */
function CrumbItem({ crumb, fromEnd }: { crumb: Crumb; fromEnd: number }) {
  const last = fromEnd === 0;
  const word = <span className={clsx("truncate", crumb.mono && "font-mono text-xs")}>{crumb.word}</span>;
  return (
    <li
      className={clsx(
        "flex min-w-0 items-center gap-1.5 not-first:before:text-ink-3 not-first:before:content-['/'_/_'']",
        last ? "shrink-[9] font-medium text-ink" : "max-w-1/2",
        fromEnd > 1 && "max-sm:hidden",
        fromEnd === 1 && "max-sm:before:hidden",
      )}
    >
      {crumb.href && !last ? (
        <Link href={crumb.href} className="flex min-w-0 rounded-sm hover:text-ink">
          {word}
        </Link>
      ) : (
        <span aria-current={last ? "page" : undefined} className="flex min-w-0">
          {word}
        </span>
      )}
    </li>
  );
}
