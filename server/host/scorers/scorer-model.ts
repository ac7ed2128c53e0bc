import type { LanguageModel } from "@/server/sdk/ai-model";
import { plainModel } from "../models/plain-model";
import type { RunModels } from "../models/run-models";

/** Models for a scorer, of the profiles it has said: by them it was known before the run whether it can work. */
export function scorerModel(models: RunModels, said: readonly string[]): (profile: string) => LanguageModel {
  return (profile) => {
    if (!said.includes(profile))
      throw new Error(
        `The scorer asks for the model profile "${profile}" and does not say so: add models: [${JSON.stringify(profile)}] to defineScorer.`,
      );
    return plainModel(models(profile));
  };
}
