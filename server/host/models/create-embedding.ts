import { usageOfCall } from "@/server/domain/model-cost";
import type { EmbedResult, TextEmbeddingModel } from "@/server/sdk/ai-model";
import { never, type RunningRun, type Scope } from "../running-run";
import { shareParts } from "../share-parts";
import { RecordedError } from "../to-run-error";
import { toFailure, toThrowable, withoutKey, type RecordedFailure } from "./model-failure";
import { providerModels } from "./provider-models";
import { endCall, placeCall } from "./recorded-call";

type Recorded = Pick<EmbedResult, "embeddings" | "usage" | "providerMetadata" | "warnings"> & { failure?: RecordedFailure };
type Options = Parameters<TextEmbeddingModel["doEmbed"]>[0];

/** An embedding model of the AI SDK, each call of it a recorded step. */
export function createEmbedding(run: RunningRun, here: () => Scope, name: string): TextEmbeddingModel {
  const usable = run.models(name);
  const { profile, key } = usable;
  const model = async (): Promise<TextEmbeddingModel> => (await providerModels(usable)).embedding(profile.model);
  const doEmbed = async (options: Options): Promise<EmbedResult> => {
    const parent = here();
    const { values, providerOptions } = options;
    const asked = { values, ...(providerOptions ? { providerOptions } : {}) };
    const declared = JSON.stringify(asked);
    const actual = shareParts([JSON.stringify({ profile: name, provider: profile.provider, model: profile.model, ...asked })]);
    const attributes = { provider: profile.provider, model: profile.model };
    const placed = await placeCall(parent, { kind: "embedding", name, declared, actual, attributes, complete });
    if ("record" in placed) {
      const { output, error } = placed.record;
      const recorded = output === undefined ? undefined : (JSON.parse(output) as Recorded);
      if (recorded && !error) return recorded;
      const thrown = recorded?.failure ? await toThrowable(recorded.failure) : new RecordedError(error ?? leftEarly);
      parent.thrown.set(thrown, placed.scope.path);
      throw thrown;
    }
    const { begun } = placed;
    const given = begun.given && ((begun.given.input ?? {}) as { values?: string[] });
    if (given && !Array.isArray(given.values)) {
      const thrown = new ValuesNotReplaced(
        "The input of an embedding is replaced by an object with its values: a list of texts.",
      );
      await endCall(parent, "embedding", begun, { status: "error", thrown });
      throw thrown;
    }
    const abortSignal = options.abortSignal ? AbortSignal.any([parent.signal, options.abortSignal]) : parent.signal;
    let result: EmbedResult;
    try {
      result = await (await model()).doEmbed({ ...options, values: given?.values ?? values, abortSignal });
    } catch (thrown) {
      if (run.ended) return never();
      const failure = withoutKey(toFailure(thrown), key);
      const error = abortSignal.aborted ? thrown : await toThrowable(failure);
      const status = abortSignal.aborted ? "cancelled" : "error";
      await endCall(parent, "embedding", begun, { status, output: { embeddings: [], failure }, thrown: error });
      throw error;
    }
    const { embeddings, usage: tokens, providerMetadata, warnings } = result;
    const output: Recorded = {
      embeddings,
      warnings,
      ...(tokens ? { usage: tokens } : {}),
      ...(providerMetadata ? { providerMetadata } : {}),
    };
    // Embeddings have no output tokens: that is known, and is none.
    const usage = usageOfCall({ inputTokens: tokens?.tokens, outputTokens: 0 }, profile.price);
    const shown = `${embeddings.length} × ${embeddings[0]?.length ?? 0} numbers`;
    await endCall(parent, "embedding", begun, { status: "completed", output, shown, usage });
    return result;
  };
  return {
    specificationVersion: "v3",
    provider: profile.provider,
    modelId: profile.model,
    get maxEmbeddingsPerCall() {
      return model().then(({ maxEmbeddingsPerCall }) => maxEmbeddingsPerCall);
    },
    get supportsParallelCalls() {
      return model().then(({ supportsParallelCalls }) => supportsParallelCalls);
    },
    doEmbed,
  };
}

/** Of what is asked only the values can be replaced; the record shows the rest with them. */
function complete(asked: string, replacement: string): string {
  const { values } = (JSON.parse(replacement) ?? {}) as { values?: unknown };
  return Array.isArray(values) ? JSON.stringify({ ...(JSON.parse(asked) as object), values }) : replacement;
}

class ValuesNotReplaced extends Error {
  override name = "ValuesNotReplaced";
  readonly code = "INPUT_INVALID";
}

const leftEarly = { code: "AbortError", message: "The code left this call before its end when it was recorded." };
