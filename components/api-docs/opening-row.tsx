"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { ChevronRightIcon } from "@/components/ui/icons";

type OpeningRowProps = { id: string; head: ReactNode; inside: () => ReactNode };

/**
 * A line that opens; what is inside is drawn once somebody looks. The address names the one that was opened last, and
 * whoever comes with it finds that one open.
 */
export function OpeningRow({ id, head, inside }: OpeningRowProps) {
  const row = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const openIfMeant = () => {
      if (location.hash !== `#${id}`) return;
      setOpen(true);
      // Once what is inside has its height.
      requestAnimationFrame(() => row.current?.scrollIntoView({ block: "start" }));
    };
    openIfMeant();
    addEventListener("hashchange", openIfMeant);
    return () => removeEventListener("hashchange", openIfMeant);
  }, [id]);
  const toggle = (open: boolean) => {
    setOpen(open);
    if (open && location.hash !== `#${id}`) history.replaceState(null, "", `${location.pathname}${location.search}#${id}`);
  };
  return (
    <details
      ref={row}
      id={id}
      open={isOpen}
      onToggle={(event) => toggle(event.currentTarget.open)}
      className="group scroll-mt-14"
    >
      <summary className="flex min-h-9 list-none items-center gap-2.5 px-3 py-1.5 -outline-offset-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRightIcon width={12} height={12} className="shrink-0 text-ink-3 group-open:rotate-90" />
        {head}
      </summary>
      {isOpen ? <div className="border-t border-line px-3 py-3 sm:pl-8.5">{inside()}</div> : null}
    </details>
  );
}
