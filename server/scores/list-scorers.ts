import { z } from "zod";
import type { Context } from "@/server/context";
import type { JsonSchema } from "@/server/domain/agent";
import { builtInScorers } from "@/server/domain/built-in-scorers";
import type { LoadedScorer } from "@/server/domain/host-protocol";
import { problemOfProfiles } from "@/server/domain/model-profile";

/** `settings` is what it can be given, as a JSON Schema; a project's own takes none. */
export type ListedScorer = Omit<LoadedScorer, "file"> & { file?: string; settings?: JsonSchema; problem?: string };

/** The project's scorers, with what keeps one from being used, then those every project has. */
export async function listScorers({ ctx }: { ctx: Context }): Promise<{ scorers: ListedScorer[] }> {
  const { scorers, models } = ctx.engine.project();
  const own = scorers.map((scorer) => {
    const problem = problemOfProfiles(scorer.models ?? [], models, {}, (variable) => ctx.engine.isSet(variable));
    return { ...scorer, ...(problem === undefined ? {} : { problem }) };
  });
  return { scorers: [...own, ...listBuiltIn(Object.keys(models))] };
}

function listBuiltIn(profiles: string[]): ListedScorer[] {
  const { judge, ...others } = builtInScorers;
  const one = (id: string, settings: z.ZodType): ListedScorer => ({
    id,
    name: id,
    settings: z.toJSONSchema(settings, { io: "input" }) as JsonSchema,
  });
  const [first, ...more] = profiles;
  const needed = "It needs a model profile, and the project's trackside.config.ts names none under `models`.";
  return [
    ...Object.entries(others).map(([id, settings]) => one(id, settings)),
    first === undefined
      ? { ...one("judge", judge), problem: needed }
      : one("judge", judge.extend({ profile: z.enum([first, ...more]).describe("The model profile that judges") })),
  ];
}
