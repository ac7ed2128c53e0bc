import { listAgents } from "@/server/agents/list-agents";
import type { Context } from "@/server/context";
import { countAllDatasets } from "@/server/datasets/count-all-datasets";
import { countRuns } from "@/server/runs/count-runs";

/** How the console itself is doing: what its frame shows on every page. */
export async function getStatus({ ctx }: { ctx: Context }) {
  const [{ agents }, runs, datasets] = await Promise.all([listAgents({ ctx }), countRuns(ctx), countAllDatasets(ctx)]);
  return {
    version: ctx.version,
    database: "ok" as const,
    host: ctx.engine.host(),
    project: ctx.engine.project().dir,
    counts: { agents: agents.length, liveRuns: runs.live, runs: runs.all, datasets },
  };
}
