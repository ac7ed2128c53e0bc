import clsx from "clsx";
import type { ReactNode } from "react";
import { AlertIcon } from "./icons";

type Kind = "empty" | "filtered" | "failed" | "not-found";
type EmptyStateProps = { kind: Kind; title: string; children: ReactNode; action?: ReactNode; heading?: "h1" | "h2" };

/** Nothing here yet, nothing that fits the filter, it failed, it does not exist: four states, each with its next action. */
export function EmptyState({ kind, title, children, action, heading: Heading = "h2" }: EmptyStateProps) {
  return (
    <div
      role={kind === "failed" ? "alert" : undefined}
      className="mx-auto flex max-w-md flex-col items-center px-6 py-16 text-center"
    >
      <Mark kind={kind} />
      <Heading className="text-base font-semibold text-balance text-ink">{title}</Heading>
      <div className="mt-1 text-pretty break-words text-ink-2 [overflow-wrap:anywhere]">{children}</div>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

/** Lanes of a timeline: none yet, dashed where the filter hides them, broken where something failed. */
function Mark({ kind }: { kind: Kind }) {
  if (kind === "not-found") return <p className="mb-4 font-mono text-2xs text-ink-3">404</p>;
  if (kind === "failed") return <AlertIcon width={22} height={22} className="mb-4 text-fail" />;
  const lane = clsx("h-2 rounded-sm border border-line-strong", kind === "filtered" ? "border-dashed" : "bg-sunk");
  return (
    <div aria-hidden="true" className="mb-5 flex w-24 flex-col gap-1.5">
      <span className={clsx(lane, "w-14")} />
      <span className={clsx(lane, "ml-6 w-18")} />
      <span className={clsx(lane, "ml-10 w-9")} />
    </div>
  );
}
