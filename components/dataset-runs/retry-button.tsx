"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/client";
import { problemOf } from "@/components/trpc/problem";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon, ReusedIcon } from "@/components/ui/icons";
import { LazyActionMenu } from "@/components/ui/lazy-action-menu";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { formatCount } from "@/server/domain/format";
import type { RunEnding } from "@/server/domain/run-status";

const failed: RunEnding[] = ["error", "timeout", "cancelled"];

/** What failed, once more: all of it by the button, some endings by its menu. Nothing of the first try is reused. */
export function RetryButton({ run }: { run: DatasetRun }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const ref = { datasetId: run.datasetId, runId: run.id };
  const retry = useMutation(
    trpc.datasetRuns.retry.mutationOptions({
      onSuccess: (answer) => {
        client.setQueryData(trpc.datasetRuns.get.queryKey(ref), answer);
        return client.invalidateQueries(trpc.datasetRuns.items.pathFilter());
      },
    }),
  );
  const counts = {
    error: run.errorCount,
    timeout: run.timeoutCount,
    cancelled: run.cancelledCount,
    completed: run.completedCount,
  };
  const all = failed.reduce((sum, status) => sum + counts[status], 0);
  const cancelling = run.status === "cancelled" && run.endedAt === undefined;
  if (all + counts.completed === 0 || cancelling || (all === 0 && run.endedAt === undefined)) return null;
  const words = { error: "Only errors", timeout: "Only timeouts", cancelled: "Only cancelled", completed: "Only completed" };
  const start = (statuses: RunEnding[]) => retry.mutate({ ...ref, statuses });
  const look = all > 0 && run.endedAt !== undefined ? "primary" : "secondary";
  return (
    <>
      <div className="flex gap-px">
        {all > 0 ? (
          <Button
            look={look}
            className="rounded-r-none"
            onClick={() => start(failed)}
            disabled={retry.isPending}
            focusableWhenDisabled
          >
            <ReusedIcon width={13} height={13} className="-ml-0.5 shrink-0" />
            {retry.isPending ? "Starting…" : `Retry ${formatCount(all)} ${all === counts.cancelled ? "cancelled" : "failed"}`}
          </Button>
        ) : null}
        <LazyActionMenu
          label={all > 0 ? "Which to retry" : "Run again"}
          look={look}
          square={all > 0}
          className={all > 0 ? "rounded-l-none" : ""}
          face={
            all > 0 ? (
              <ChevronDownIcon width={12} height={12} />
            ) : (
              <>
                Run again <ChevronDownIcon width={12} height={12} />
              </>
            )
          }
          actions={[
            ...(["error", "timeout", "cancelled", "completed"] as const).flatMap((status) =>
              counts[status] === 0
                ? []
                : [{ id: status, word: `${words[status]} (${formatCount(counts[status])})`, onPick: () => start([status]) }],
            ),
            ...(counts.completed > 0 && all > 0
              ? [
                  {
                    id: "all",
                    word: `All that have ended (${formatCount(all + counts.completed)})`,
                    onPick: () => start([...failed, "completed"]),
                  },
                ]
              : []),
          ]}
          note="Each starts a new run of its item; the earlier ones stay."
        />
      </div>
      {retry.error ? (
        <p role="alert" className="w-full text-xs text-fail md:text-right">
          {problemOf(retry.error).detail ?? "It could not be retried."}
        </p>
      ) : null}
    </>
  );
}
