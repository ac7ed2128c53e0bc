"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { StopIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys/use-keys";

/** Ends a run. What it has recorded stays. */
export function CancelRun({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSettled: () => client.invalidateQueries(trpc.runs.get.queryFilter({ runId })),
    }),
  );
  const busy = cancel.isPending || cancel.isSuccess;
  const act = () => (busy ? undefined : cancel.mutate({ runId }));
  useKeys([{ keys: "c", word: "Cancel the run", group: "On this page", act }]);
  return (
    <>
      <Button onClick={act} disabled={busy} focusableWhenDisabled>
        <StopIcon className="-ml-0.5 shrink-0 text-ink-3" />
        {busy ? "Cancelling…" : "Cancel"} {busy ? null : <Kbd>c</Kbd>}
      </Button>
      {cancel.error ? (
        <span role="alert" className="text-xs text-fail">
          {problemOf(cancel.error).detail ?? "It could not be cancelled"}
        </span>
      ) : null}
    </>
  );
}
