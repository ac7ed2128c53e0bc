import clsx from "clsx";
import type { ReactNode } from "react";
import { statusLook, type ShownStatus } from "./status-look";

type StatusProps = { status: ShownStatus; children?: ReactNode };

/** In rows: success stays quiet so that failure stands out. */
export function StatusMark({ status }: StatusProps) {
  const { word, Icon, ink, ended } = statusLook[status];
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon className={clsx("size-3.5 shrink-0", ink, status === "running" && "animate-pulse-soft")} />
      <span className={ended && (status === "completed" || status === "cancelled") ? "text-ink-2" : "font-medium"}>{word}</span>
    </span>
  );
}

/** In headings. What it takes as children (a clock) stands after the word. */
export function StatusBadge({ status, children }: StatusProps) {
  const { word, Icon, badge } = statusLook[status];
  return (
    <span
      className={clsx(
        "inline-flex h-[22px] items-center gap-1.5 rounded-md border px-1.5 text-xs font-medium whitespace-nowrap",
        badge,
      )}
    >
      <Icon
        className={clsx("size-3.5 shrink-0", status === "running" && "animate-pulse-soft", status === "completed" && "text-ok")}
      />
      <span>{word}</span>
      {children}
    </span>
  );
}
