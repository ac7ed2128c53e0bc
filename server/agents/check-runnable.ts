import type { Context } from "@/server/context";
import { isSetIn, type Isolation } from "@/server/domain/isolation";
import { problemOfProfiles, resolveProfile, type ProfileOverrides } from "@/server/domain/model-profile";
import { AppError } from "@/server/errors";
import type { AgentRow } from "./store";

/** Refuses a run that cannot work: the agent's file does not load, or a model profile it uses has no key. */
export function checkRunnable(ctx: Context, agent: AgentRow, overrides: ProfileOverrides): void {
  const { loaded, models, uses } = ctx.engine.project();
  // Before the project is loaded its profiles are not known; the agent host has the last word anyway.
  if (loaded)
    for (const name of Object.keys(overrides)) {
      const resolved = resolveProfile(models, overrides, name);
      if ("problem" in resolved)
        throw new AppError("bad-input", resolved.problem, { faults: [{ path: `profiles.${name}`, message: resolved.problem }] });
    }
  const used = uses.get(agent.id);
  const problem = loaded && used ? problemOfProfiles(used, models, overrides, isSetFor(ctx, agent)) : agent.problem;
  if (problem) throw new AppError("conflict", `${agent.id} cannot run: ${problem}`);
}

/** Whether an environment variable is set where the agent's runs work. */
export function isSetFor({ engine }: Context, agent: AgentRow): (variable: string) => boolean {
  const isolation = agent.isolation === null ? undefined : (JSON.parse(agent.isolation) as Isolation);
  return isSetIn(isolation, (variable) => engine.isSet(variable));
}
