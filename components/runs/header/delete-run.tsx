"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import { listHref, readListOf } from "../list-address";

/** Says what goes with it, deletes it, and goes back to the list. */
export function DeleteRun({ run, onClose }: { run: RunSummary; onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const list = useSearchParams().get("list");
  const remove = useMutation(
    trpc.runs.delete.mutationOptions({
      onSuccess: () => {
        router.push(listHref(readListOf(list, run)));
        void client.invalidateQueries(trpc.runs.list.pathFilter());
      },
    }),
  );
  const { steps } = run.counts;
  return (
    <Dialog title="Delete this run?" onClose={onClose}>
      <div className="flex flex-col gap-3 p-4">
        <p className="text-pretty text-ink-2">
          Its {steps === 1 ? "step goes" : `${formatCount(steps)} steps go`} with it, its files and its scores. Runs made from it
          stay. This cannot be taken back.
        </p>
        <p role="alert" className="text-xs text-fail empty:hidden">
          {remove.error ? (problemOf(remove.error).detail ?? "It could not be deleted.") : null}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="danger"
            disabled={remove.isPending || remove.isSuccess}
            focusableWhenDisabled
            onClick={() => remove.mutate({ runId: run.runId })}
          >
            {remove.isPending || remove.isSuccess ? "Deleting…" : "Delete it"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
