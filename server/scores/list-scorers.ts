import type { Context } from "@/server/context";
import { builtInScorers } from "@/server/domain/built-in-scorers";
import type { LoadedScorer } from "@/server/domain/host-protocol";

type Listed = Omit<LoadedScorer, "file"> & { file?: string };

/** The project's scorers, then those every project has. */
export async function listScorers({ ctx }: { ctx: Context }): Promise<{ scorers: Listed[] }> {
  const builtIn = Object.keys(builtInScorers).map((id) => ({ id, name: id }));
  return { scorers: [...ctx.engine.project().scorers, ...builtIn] };
}
