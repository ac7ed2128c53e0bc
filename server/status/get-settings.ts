import type { Context } from "@/server/context";
import { keyVariableOf, problemOfProfile, type ModelProfile } from "@/server/domain/model-profile";

export type ShownProfile = {
  name: string;
  provider: ModelProfile["provider"];
  model: string;
  baseURL?: string;
  /** The variable its key is in, and whether there is one: never what it holds. */
  key?: { variable: string; set: boolean };
  price?: ModelProfile["price"];
  parameters: string[];
  /** Settings of it that the environment in force has changed. */
  changed: string[];
  usedBy: string[];
  problem?: string;
};

/** What holds in this console, and where it comes from. Of secrets only whether they are set. */
export function getSettings({ ctx }: { ctx: Context }) {
  const { dir, loaded, models, scorers, settings, environment, uses, problems } = ctx.engine.project();
  const profiles = Object.entries(models).map(([name, profile]): ShownProfile => {
    const variable = keyVariableOf(profile);
    const problem = problemOfProfile(name, profile, (one) => ctx.engine.isSet(one));
    return {
      name,
      provider: profile.provider,
      model: profile.model,
      ...(profile.baseURL === undefined ? {} : { baseURL: withoutQuery(profile.baseURL) }),
      ...(variable === undefined ? {} : { key: { variable, set: ctx.engine.isSet(variable) } }),
      ...(profile.price ? { price: profile.price } : {}),
      parameters: Object.keys(profile.parameters ?? {}),
      changed: environment?.profiles[name] ?? [],
      usedBy: [...uses].flatMap(([agentId, used]) => (used.includes(name) ? [agentId] : [])),
      ...(problem === undefined ? {} : { problem }),
    };
  });
  return {
    version: ctx.version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    setup: ctx.setup,
    profiles,
    ...(environment ? { environment: { name: environment.name, settings: environment.settings } } : {}),
    project: {
      dir,
      loaded,
      problems,
      scorers: scorers.map(({ id, name, file }) => ({ id, name, file })),
      staticInputs: Object.keys(settings.staticInputs ?? {}).length,
      ...(settings.runsSubpath === undefined ? {} : { runsSubpath: settings.runsSubpath }),
      tracing: settings.tracing ?? ("full" as const),
      ...(settings.outcome ? { outcome: settings.outcome.name } : {}),
    },
  };
}

/** Some servers take a key there. */
function withoutQuery(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`;
}
