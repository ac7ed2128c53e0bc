import type { LanguageModel } from "@/server/sdk/ai-model";
import { describeCall } from "./call-input";
import { toFailure, toThrowable, withoutKey } from "./model-failure";
import { providerModels } from "./provider-models";
import type { UsableProfile } from "./run-models";

/** A profile's model with its parameters, and nothing recorded of its calls: for work that is no part of a run. */
export function plainModel(usable: UsableProfile): LanguageModel {
  const { name, profile, key } = usable;
  const language = async (): Promise<LanguageModel> => (await providerModels(usable)).language(profile.model);
  const hidingKey = async <Result>(call: () => PromiseLike<Result>): Promise<Result> => {
    try {
      return await call();
    } catch (thrown) {
      throw await toThrowable(withoutKey(toFailure(thrown), key));
    }
  };
  return {
    specificationVersion: "v3",
    provider: profile.provider,
    modelId: profile.model,
    get supportedUrls() {
      return language().then((model) => model.supportedUrls);
    },
    doGenerate: (given) => hidingKey(async () => (await language()).doGenerate(describeCall(name, profile, given).options)),
    doStream: (given) => hidingKey(async () => (await language()).doStream(describeCall(name, profile, given).options)),
  };
}
