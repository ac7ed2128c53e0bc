"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { StopIcon } from "@/components/ui/icons";

/** Ends a run. What it has recorded stays. */
export function CancelRun({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.runs.get.queryFilter({ runId })),
    }),
  );
  return (
    <>
      <Button onClick={() => cancel.mutate({ runId })} disabled={cancel.isPending || cancel.isSuccess} focusableWhenDisabled>
        <StopIcon className="-ml-0.5 shrink-0 text-ink-3" />
        {cancel.isPending || cancel.isSuccess ? "Cancelling…" : "Cancel"}
      </Button>
      {cancel.error ? (
        <span role="alert" className="text-xs text-fail">
          {problemOf(cancel.error).detail ?? "It could not be cancelled"}
        </span>
      ) : null}
    </>
  );
}
