import Link from "next/link";
import { AlertIcon } from "@/components/ui/icons";
import type { Agent } from "@/server/domain/agent";
import type { TrendFigures } from "@/server/domain/trends";
import { Lately } from "./lately";

type AgentCardProps = { agent: Agent; lately: Record<string, TrendFigures> | undefined };

export function AgentCard({ agent, lately }: AgentCardProps) {
  const elsewhere = agent.kind === "imported";
  return (
    <li className="relative flex min-h-34 flex-col gap-1 rounded-lg border border-line bg-panel p-3.5 hover:border-line-strong has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent">
      <h2 className="flex items-center gap-2 font-semibold">
        <Link
          href={`/agents/${encodeURIComponent(agent.id)}`}
          className="truncate outline-none after:absolute after:inset-0 after:rounded-lg"
        >
          {agent.name}
        </Link>
        {elsewhere ? <span className="text-xs font-normal text-ink-3">imported</span> : null}
      </h2>
      <p className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">
        {agent.description ?? (elsewhere ? agent.problem : "No description")}
      </p>
      {agent.problem === undefined || elsewhere ? null : (
        <p className="flex gap-1.5 text-xs text-late [overflow-wrap:anywhere]">
          <AlertIcon width={14} height={14} className="mt-px shrink-0" />
          <span className="line-clamp-2">{agent.problem}</span>
        </p>
      )}
      <p className="mt-auto pt-2 pb-0.5 text-xs text-ink-2">
        <Lately known={lately !== undefined} figures={lately?.[agent.id]} />
      </p>
      <p className="flex justify-between gap-3 font-mono text-2xs text-ink-3">
        <span className="truncate">{agent.id}</span>
        {elsewhere ? null : <span className="shrink-0">{agent.revision.slice(0, 8)}</span>}
      </p>
    </li>
  );
}
