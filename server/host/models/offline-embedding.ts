import { createHash } from "node:crypto";
import type { TextEmbeddingModel } from "@/server/sdk/ai-model";
import { countWords, wordsOf } from "./offline-words";

const dimensions = 64;

/** Words counted into as many numbers: texts that share words lie near each other. No meaning is in it. */
export function createOfflineEmbedding(modelId: string): TextEmbeddingModel {
  return {
    specificationVersion: "v3",
    provider: "offline",
    modelId,
    maxEmbeddingsPerCall: undefined,
    supportsParallelCalls: true,
    doEmbed: async ({ values }) => ({
      embeddings: values.map(embed),
      usage: { tokens: values.reduce((sum, value) => sum + countWords(value), 0) },
      warnings: [],
    }),
  };
}

function embed(text: string): number[] {
  const vector = Array.from({ length: dimensions }, () => 0);
  for (const word of wordsOf(text.toLowerCase())) {
    const [at = 0, sign = 0] = createHash("sha256").update(word).digest();
    vector[at % dimensions] = (vector[at % dimensions] ?? 0) + (sign % 2 === 0 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((number) => number / length);
}
