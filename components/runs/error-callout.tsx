import type { ReactNode } from "react";
import { LongText } from "@/components/ui/long-text";
import type { RunSummary } from "@/server/domain/run";
import type { RunError } from "@/server/domain/run-error";
import { nextAfter } from "./error-advice";

type ErrorCalloutProps = {
  error: RunError;
  run: Pick<RunSummary, "origin">;
  /** Where more than one may stand on a page, whose it is. */
  label?: string;
  where?: ReactNode;
  action?: ReactNode;
};

/** What went wrong, where, and what to do next; what lay beneath it on request. */
export function ErrorCallout({ error, run, label = "Error", where, action }: ErrorCalloutProps) {
  const beneath = [error.cause, error.stack].filter((text) => text !== undefined).join("\n\n");
  return (
    <section aria-label={label} className="rounded-md border border-fail-line bg-fail-wash px-3 py-2.5">
      <p className="break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
        <strong className="font-mono text-xs font-semibold text-fail">{error.code}</strong> <LongText text={error.message} />
      </p>
      <p className="mt-0.5 text-ink-2">
        {where} {nextAfter(error, run.origin !== undefined)}
      </p>
      {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      {beneath === "" ? null : (
        <details className="mt-1.5">
          <summary className="w-fit rounded-sm text-xs text-ink-2 hover:text-ink">What lay beneath</summary>
          <pre
            tabIndex={0}
            className="mt-1.5 max-h-60 overflow-auto font-mono text-2xs whitespace-pre-wrap text-ink-2 [overflow-wrap:anywhere]"
          >
            {beneath}
          </pre>
        </details>
      )}
    </section>
  );
}
