import Link from "next/link";
import { AlertIcon } from "@/components/ui/icons";
import type { Agent } from "@/server/domain/agent";
import type { TrendFigures } from "@/server/domain/trends";
import { Lately } from "./lately";

type AgentCardProps = { agent: Agent; lately: Record<string, TrendFigures> | undefined };

export function AgentCard({ agent, lately }: AgentCardProps) {
  return (
    <li className="relative flex min-h-34 flex-col gap-1 rounded-lg border border-line bg-panel p-3.5 hover:border-line-strong has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-accent">
      <h2 className="flex items-center gap-2 font-semibold">
        <Link
          href={`/agents/${encodeURIComponent(agent.id)}`}
          className="truncate outline-none after:absolute after:inset-0 after:rounded-lg"
        >
          {agent.name}
        </Link>
        {agent.kind === "imported" ? <span className="text-xs font-normal text-ink-3">imported</span> : null}
      </h2>
      <p className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">{agent.description ?? "No description"}</p>
      {agent.problem === undefined ? null : (
        <p className="flex gap-1.5 text-xs text-late [overflow-wrap:anywhere]">
          <AlertIcon width={14} height={14} className="mt-px shrink-0" />
          <span className="line-clamp-2">{agent.problem}</span>
        </p>
      )}
      <p className="mt-auto pt-2 text-xs text-ink-2">
        <Lately known={lately !== undefined} figures={lately?.[agent.id]} />
      </p>
      <p className="flex justify-between gap-3 font-mono text-2xs text-ink-3">
        <span className="truncate">{agent.id}</span>
        <span className="shrink-0">{agent.revision.slice(0, 8)}</span>
      </p>
    </li>
  );
}
