import Link from "next/link";
import { RecentRuns } from "@/components/runs/recent-runs";
import { JsonBlock } from "@/components/values/json-block";
import type { Agent } from "@/server/domain/agent";
import type { Json } from "@/server/domain/json";
import { AgentHeader } from "./agent-header";
import { AgentTabs } from "./agent-tabs";
import { RunsElsewhere } from "./runs-elsewhere";
import { RunForm } from "./run-form";
import type { StartRun } from "./use-start-run";

type AgentViewProps = {
  agent: Agent;
  initial: Json | undefined;
  start: StartRun;
};

/** What an agent is, a form to run it and what it did last; beside that its trends and revisions. */
export function AgentView({ agent, initial, start }: AgentViewProps) {
  return (
    <>
      <div className="px-4 pt-4 pb-3 md:px-5 md:pt-5">
        <AgentHeader agent={agent} />
      </div>
      <AgentTabs agent={agent} run={<RunTab agent={agent} initial={initial} start={start} />} />
    </>
  );
}

function RunTab({ agent, initial, start }: AgentViewProps) {
  return (
    <div className="grid flex-1 items-start lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="flex flex-col gap-5 p-4 md:p-5">
        {agent.kind === "imported" ? (
          <RunsElsewhere agent={agent} />
        ) : (
          <>
            <RunForm agent={agent} initial={initial} start={start} />
            <details>
              <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">Input schema</summary>
              <div className="mt-2">
                <JsonBlock value={agent.inputSchema} label="Input schema" />
              </div>
            </details>
          </>
        )}
      </div>
      <section aria-labelledby="runs" className="min-h-full border-line max-lg:border-t lg:border-l">
        <div className="flex items-baseline justify-between px-4 pt-5 pb-2 md:px-5">
          <h2 id="runs" className="font-semibold">
            Latest runs
          </h2>
          <Link href={`/agents/${encodeURIComponent(agent.id)}/runs`} className="rounded-sm text-ink-2 hover:text-ink">
            All its runs
          </Link>
        </div>
        <RecentRuns agentId={agent.id} />
      </section>
    </div>
  );
}
