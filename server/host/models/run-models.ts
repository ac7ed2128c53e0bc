import {
  keyVariableOf,
  problemOfProfile,
  resolveProfile,
  type ModelProfile,
  type ModelProfiles,
  type ProfileOverrides,
} from "@/server/domain/model-profile";
import { processEnv } from "@/server/env";

export type UsableProfile = { name: string; profile: ModelProfile; key: string | undefined };

/** The models a run may use, by the name of their profile. One that cannot be used says why before anything is sent. */
export type RunModels = (name: string) => UsableProfile;

export function modelsOfRun(profiles: ModelProfiles, overrides: ProfileOverrides): RunModels {
  return (name) => {
    const resolved = resolveProfile(profiles, overrides, name);
    if ("problem" in resolved) throw new ModelNotUsable("MODEL_PROFILE_UNKNOWN", resolved.problem);
    const { profile } = resolved;
    const env = processEnv();
    const problem = problemOfProfile(name, profile, (variable) => Boolean(env[variable]));
    const variable = keyVariableOf(profile);
    const key = variable === undefined ? undefined : env[variable] || undefined;
    if (problem !== undefined)
      throw new ModelNotUsable(variable !== undefined && key === undefined ? "MODEL_KEY_MISSING" : "MODEL_NOT_USABLE", problem);
    return { name, profile, key };
  };
}

export const noModels: RunModels = modelsOfRun({}, {});

class ModelNotUsable extends Error {
  override name = "ModelNotUsable";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
