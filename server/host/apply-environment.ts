import { z } from "zod";
import { modelProfile, type ModelProfile, type ModelProfiles } from "@/server/domain/model-profile";
import type { ProjectEnvironment } from "@/server/domain/project-settings";
import type { ProjectConfig } from "@/server/sdk/trackside";

type Applied = { config: ProjectConfig; models: ModelProfiles; problems: string[]; environment?: ProjectEnvironment };

/** The configuration as it holds here: with its environment's settings over the rest. A faulty profile is named and left out. */
export function applyEnvironment(config: ProjectConfig, name: string | undefined): Applied {
  const { environments, ...common } = config;
  const problems: string[] = [];
  const own = name === undefined ? undefined : environments?.[name];
  if (name !== undefined && environments && !own)
    problems.push(`TRACKSIDE_ENV is "${name}", and its environments are ${Object.keys(environments).join(", ") || "none"}.`);
  const { models: ownModels, resources: ownResources, ...rest } = own ?? {};
  const resources = { ...common.resources, ...ownResources };
  const merged: Record<string, unknown> = { ...common.models };
  for (const [profile, settings] of Object.entries(ownModels ?? {})) merged[profile] = over(common.models?.[profile], settings);
  const models: ModelProfiles = {};
  for (const [profile, settings] of Object.entries(merged)) {
    const parsed = modelProfile.safeParse(settings);
    if (parsed.success) models[profile] = parsed.data;
    else problems.push(`The model profile "${profile}" is not right: ${z.prettifyError(parsed.error).replace(/\s+/g, " ")}`);
  }
  const profiles = Object.fromEntries(
    Object.entries(ownModels ?? {}).map(([profile, settings]) => [profile, Object.keys(settings)]),
  );
  const settings = Object.keys(own ?? {}).filter((key) => key !== "models");
  const environment = name !== undefined && own ? { environment: { name, profiles, settings } } : {};
  return { config: { ...common, ...rest, resources }, models, problems, ...environment };
}

function over(below: ModelProfile | undefined, settings: Partial<ModelProfile>): Partial<ModelProfile> {
  const parameters = { ...below?.parameters, ...settings.parameters };
  return { ...below, ...settings, ...(Object.keys(parameters).length > 0 ? { parameters } : {}) };
}
