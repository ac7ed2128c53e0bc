"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import type { ReactNode } from "react";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { useTRPC } from "@/components/trpc/client";
import { ButtonLink } from "@/components/ui/button";
import { CheckIcon } from "@/components/ui/icons";

/** Shown until a run exists; each step says whether it is done. */
export function FirstSteps() {
  const trpc = useTRPC();
  const { data: status } = useConsoleStatus();
  const { data } = useQuery(trpc.agents.list.queryOptions(undefined, { refetchInterval: 2_000 }));
  const agents = data?.agents ?? [];
  const ready = agents.find((agent) => agent.runnable);
  return (
    <section aria-labelledby="first" className="mx-auto mt-4 w-full max-w-2xl px-4 md:mt-10">
      <h2 id="first" className="text-lg font-semibold">
        Run your first agent
      </h2>
      <p className="mt-1 text-pretty text-ink-2">
        Trackside runs the agents of a folder, records every step they take, and shows them as they happen.
      </p>
      <ol className="mt-5 overflow-hidden rounded-lg border border-line bg-panel">
        <FirstStep
          done={agents.length > 0}
          number={1}
          title={agents.length > 0 ? `${count(agents.length, "agent")} found` : "Find the agents"}
        >
          {agents.length > 0 || data?.loaded ? (
            <>
              In <span className="font-mono text-xs [overflow-wrap:anywhere]">{status?.project}</span>
              {agents.length === 0 ? ": none yet. Put a file that exports defineAgent(…) into its agents/ folder." : null}
            </>
          ) : (
            "Loading the project…"
          )}
        </FirstStep>
        <FirstStep
          done={false}
          number={2}
          title="Give one an input, and start it"
          action={
            ready ? (
              <ButtonLink look="primary" href={`/agents/${encodeURIComponent(ready.id)}`}>
                Run {ready.name}
              </ButtonLink>
            ) : null
          }
        >
          The form is made from the agent's own input schema.
        </FirstStep>
        <FirstStep done={false} number={3} title="Watch its steps arrive">
          Model calls, tools, plans, errors: each with its time, input and output.
        </FirstStep>
      </ol>
    </section>
  );
}

type FirstStepProps = { done: boolean; number: number; title: string; action?: ReactNode; children: ReactNode };

function FirstStep({ done, number, title, action, children }: FirstStepProps) {
  return (
    <li className="flex flex-wrap items-start gap-3 border-line px-4 py-3 not-first:border-t">
      <span
        className={clsx(
          "mt-px flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs",
          done ? "border-transparent text-ok" : "border-line-strong text-ink-2",
        )}
      >
        {done ? <CheckIcon /> : number}
        {done ? <span className="sr-only">Done: </span> : null}
      </span>
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="font-medium">{title}</h3>
        <div className="text-ink-2">{children}</div>
      </div>
      {action}
    </li>
  );
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
