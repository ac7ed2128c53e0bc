import type { Context } from "@/server/context";
import { builtInScorers } from "@/server/domain/built-in-scorers";
import type { LoadedScorer } from "@/server/domain/host-protocol";
import { problemOfProfiles } from "@/server/domain/model-profile";

type Listed = Omit<LoadedScorer, "file"> & { file?: string; problem?: string };

/** The project's scorers, with what keeps one from being used, then those every project has. */
export async function listScorers({ ctx }: { ctx: Context }): Promise<{ scorers: Listed[] }> {
  const { scorers, models } = ctx.engine.project();
  const own = scorers.map((scorer) => {
    const problem = problemOfProfiles(scorer.models ?? [], models, {}, (variable) => ctx.engine.isSet(variable));
    return { ...scorer, ...(problem === undefined ? {} : { problem }) };
  });
  const builtIn = Object.keys(builtInScorers).map((id) => ({ id, name: id }));
  return { scorers: [...own, ...builtIn] };
}
