"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { KindSquare } from "@/components/runs/kind-look";
import { useTRPC } from "@/components/trpc/client";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/server/domain/format";
import type { RerunScope } from "@/server/domain/rerun-plan";
import type { Step } from "@/server/domain/step";

/** What is taken over and what runs again, in words. The console counts: the page may have read a part of the run only. */
export function RerunWords({ runId, step }: { runId: string; step: Step }) {
  const trpc = useTRPC();
  const scope = useQuery(trpc.runs.rerunScope.queryOptions({ runId, stepId: step.id }, { retry: false }));
  const root = step.parentId === undefined;
  return (
    <dl className="flex flex-col gap-2.5" aria-busy={scope.isPending}>
      <Part mark={<span className="hatched size-2 shrink-0 rounded-[2px] border border-ink-3/70" />} word="Taken over">
        {scope.data ? (
          takenOver(scope.data, root)
        ) : scope.error ? (
          "What had ended before it. How many steps these are could not be counted."
        ) : (
          <Lines />
        )}
      </Part>
      <Part mark={<KindSquare kind={step.kind} />} word="Runs again">
        {scope.data ? runsAgain(scope.data, root) : scope.error ? "This step and what follows it." : <Lines />}
      </Part>
    </dl>
  );
}

function takenOver({ reused }: RerunScope, root: boolean): string {
  if (root || reused === 0) return "Nothing: no step had ended before it.";
  const [they, do_] = reused === 1 ? ["it", "It does"] : ["they", "They do"];
  return `${stepsIn(reused)} that had ended before it, with what ${they} gave. ${do_} not run and cost nothing.`;
}

function runsAgain({ again, around }: RerunScope, root: boolean): string {
  const more = again - 1;
  const what = root
    ? `The whole run: ${stepsIn(again)}.`
    : `This step and what follows it${more > 0 ? `: ${formatCount(more)} more ${more === 1 ? "step" : "steps"} in this run` : ""}.`;
  return around.length > 0 ? `${what} The code of ${namesOf(around)} is gone through again to get there.` : what;
}

const mostNamed = 4;

/** Of very many the outermost and the innermost. */
function namesOf(around: string[]): string {
  if (around.length <= mostNamed) return around.join(" and ");
  return `${around.slice(0, 2).join(" and ")}, ${around.length - mostNamed + 1} more, and ${around.at(-1) ?? ""}`;
}

function Part({ mark, word, children }: { mark: ReactNode; word: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[92px_minmax(0,1fr)] gap-3">
      <dt className="flex items-center gap-2 self-start font-medium">
        {mark}
        {word}
      </dt>
      <dd className="min-h-10 text-pretty text-ink-2 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** As tall as the words will be. */
function Lines() {
  return (
    <span className="flex flex-col gap-2 py-1">
      <Skeleton className="h-2.5 w-full" />
      <Skeleton className="h-2.5 w-3/5" />
    </span>
  );
}

function stepsIn(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "step" : "steps"}`;
}
