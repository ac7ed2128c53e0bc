import type { LanguageModel, TextEmbeddingModel } from "@/server/sdk/ai-model";
import type { UsableProfile } from "./run-models";

export type ProviderModels = {
  language: (modelId: string) => LanguageModel;
  embedding: (modelId: string) => TextEmbeddingModel;
};

const made = new Map<string, Promise<ProviderModels>>();
const mostMade = 200;

/** What speaks to a profile's server. Loaded when first used: a host without models stays small and starts fast. */
export function providerModels({ name, profile, key }: UsableProfile): Promise<ProviderModels> {
  const { provider, baseURL, parameters } = profile;
  const id = JSON.stringify([name, provider, baseURL, parameters?.api, parameters?.script, parameters?.delayMs, key]);
  const known = made.get(id);
  if (known) return known;
  if (made.size >= mostMade) made.clear();
  const models = make({ name, profile, key });
  made.set(id, models);
  models.catch(() => made.delete(id));
  return models;
}

async function make({ name, profile, key }: UsableProfile): Promise<ProviderModels> {
  const { baseURL, parameters } = profile;
  // The SDKs read OPENAI_BASE_URL and ANTHROPIC_BASE_URL themselves where no address is given.
  const settings = { ...(baseURL === undefined ? {} : { baseURL }), ...(key === undefined ? {} : { apiKey: key }) };
  switch (profile.provider) {
    case "openai": {
      const { createOpenAI } = await import("@ai-sdk/openai");
      const openai = createOpenAI(settings);
      // Chat completions keep nothing on OpenAI's side and are what gateways and proxies behind OPENAI_BASE_URL speak.
      const language = (id: string) => (parameters?.api === "responses" ? openai.responses(id) : openai.chat(id));
      return { language, embedding: (id) => openai.embedding(id) };
    }
    case "anthropic": {
      const { createAnthropic } = await import("@ai-sdk/anthropic");
      const anthropic = createAnthropic(settings);
      return { language: (id) => anthropic(id), embedding: (id) => anthropic.embeddingModel(id) };
    }
    case "openai-compatible": {
      const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
      const compatible = createOpenAICompatible({ name, baseURL: "", includeUsage: true, ...settings });
      return { language: (id) => compatible.chatModel(id), embedding: (id) => compatible.embeddingModel(id) };
    }
    case "offline": {
      const { createOfflineModel } = await import("./offline-model");
      const { createOfflineEmbedding } = await import("./offline-embedding");
      return { language: (id) => createOfflineModel(id, parameters ?? {}), embedding: (id) => createOfflineEmbedding(id) };
    }
  }
}
