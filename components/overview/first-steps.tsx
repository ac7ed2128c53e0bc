"use client";

import clsx from "clsx";
import { useAgents } from "@/components/agents/use-agents";
import { RunDatasetButton } from "@/components/dataset-runs/run-dataset-button";
import { runHref } from "@/components/runs/run-href";
import { usePreference } from "@/components/shell/preferences";
import { useConsoleStatus } from "@/components/shell/use-console-status";
import { Button, ButtonLink } from "@/components/ui/button";
import { FirstStep } from "./first-step";
import type { OverviewData } from "./use-overview";

/** Until each is done, or they are put away. What only this browser knows hides them by CSS, so that nothing flashes. */
export function FirstSteps({ attention, latest }: Pick<OverviewData, "attention" | "latest">) {
  const { data: status } = useConsoleStatus();
  const { data } = useAgents({ refetchInterval: 5_000 });
  const [, setSteps] = usePreference("steps");
  const [looked] = usePreference("looked");
  const agents = data?.agents ?? [];
  const ready = agents.find((agent) => agent.runnable);
  const hasRun = (status?.counts.runs ?? 0) > 0;
  const found = agents.length > 0;
  const allElse = found && hasRun && latest.everDatasetRun;
  const [failed] = attention.failures.groups;
  const worth = failed ? { agentId: failed.agentId, runId: failed.last.runId } : latest.runs[0];
  return (
    <section
      aria-labelledby="first"
      className={clsx("w-full px-4 md:px-5 [[data-steps=away]_&]:hidden", allElse && "[[data-looked=yes]_&]:hidden")}
    >
      <div className="flex items-center justify-between gap-3 pb-2">
        <h2 id="first" className="font-semibold">
          First steps
        </h2>
        <Button look="ghost" onClick={() => setSteps("away")}>
          Put away
        </Button>
      </div>
      <ol className="overflow-hidden rounded-lg border border-line bg-panel">
        <FirstStep done={found} number={1} title={found ? `${count(agents.length, "agent")} found` : "Find the agents"}>
          {found || data?.loaded ? (
            <>
              In <span className="font-mono text-xs [overflow-wrap:anywhere]">{status?.project}</span>
              {found ? null : ": none yet. Put a file that exports defineAgent(…) into its agents/ folder."}
            </>
          ) : (
            "Loading the project…"
          )}
        </FirstStep>
        <FirstStep
          done={hasRun}
          number={2}
          title="Give one an input, and start it"
          action={
            ready && !hasRun ? (
              <ButtonLink look="primary" href={`/agents/${encodeURIComponent(ready.id)}`}>
                Run {ready.name}
              </ButtonLink>
            ) : null
          }
        >
          The form is made from the agent's own input schema.
        </FirstStep>
        <FirstStep
          done={looked === "yes"}
          number={3}
          title={failed ? "Look why a run failed" : "Look at a run, step by step"}
          action={
            worth && looked === "no" ? (
              <ButtonLink href={runHref(worth)}>{failed ? "The failed run" : "The latest run"}</ButtonLink>
            ) : null
          }
        >
          Model calls, tools, plans, errors: each with its time, input and output.
        </FirstStep>
        <FirstStep
          done={latest.everDatasetRun}
          number={4}
          title="Run an agent over a dataset"
          action={latest.everDatasetRun || !found ? null : <RunDatasetButton look="secondary">Run a dataset</RunDatasetButton>}
        >
          Each item becomes a run of its own, and scorers say how good it was.
        </FirstStep>
      </ol>
    </section>
  );
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}
