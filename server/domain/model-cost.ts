import type { ModelProfile } from "./model-profile";
import type { Usage } from "./run";

/** Tokens as a provider reports them: some report none. */
export type TokenCounts = { inputTokens: number | undefined; outputTokens: number | undefined };

/** What a call used, and its cost in millionths of a dollar. What is not known is absent, never 0. */
export function usageOfCall({ inputTokens, outputTokens }: TokenCounts, price: ModelProfile["price"]): Usage | undefined {
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined;
  if (!price) return { inputTokens, outputTokens };
  // USD for a million tokens is micro-dollars for one. In whole numbers, so that a half is a half: then rounded up.
  const scaled = BigInt(inputTokens) * toScale(price.inputPerMTok) + BigInt(outputTokens) * toScale(price.outputPerMTok);
  return { inputTokens, outputTokens, costMicroUsd: Number((scaled + scale / 2n) / scale) };
}

const scale = 1_000_000_000n;
const toScale = (usd: number): bigint => BigInt(Math.round(usd * Number(scale)));

function isCount(tokens: number | undefined): tokens is number {
  return tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0;
}
