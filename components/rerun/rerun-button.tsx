"use client";

import clsx from "clsx";
import { useId } from "react";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { ReusedIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys/use-keys";
import type { RunSummary } from "@/server/domain/run";
import { RerunMenu } from "./rerun-menu";
import { useRerun, useWhyNotRunnable } from "./use-rerun";

/** The whole run once more, with the same input; with another one from the agent's form. */
export function RerunButton({ run }: { run: RunSummary }) {
  const reasonId = useId();
  const { start, error, busy } = useRerun();
  const whyNot = useWhyNotRunnable(run.agentId);
  const look = run.endedAt === undefined ? "secondary" : "primary";
  const said = whyNot ?? (error ? (problemOf(error).detail ?? "It could not be run again.") : undefined);
  const act = () => (busy || whyNot !== undefined ? undefined : start({ runId: run.runId }));
  useKeys([{ keys: "r", word: "Re-run", group: "On this page", act }]);
  return (
    <>
      <div className="flex gap-px">
        <Button
          look={look}
          className="rounded-r-none"
          onClick={act}
          disabled={busy || whyNot !== undefined}
          focusableWhenDisabled
          aria-describedby={said === undefined ? undefined : reasonId}
        >
          <ReusedIcon width={13} height={13} className="-ml-0.5 shrink-0" />
          {busy ? "Starting…" : "Re-run"} {busy ? null : <Kbd>r</Kbd>}
        </Button>
        <RerunMenu run={run} look={look} />
      </div>
      {said === undefined ? null : (
        <p
          id={reasonId}
          role={error ? "alert" : undefined}
          className={clsx(
            "order-last w-full text-xs [overflow-wrap:anywhere] md:text-right",
            whyNot === undefined ? "text-fail" : "text-ink-2",
          )}
        >
          {said}
        </p>
      )}
    </>
  );
}
