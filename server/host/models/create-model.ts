import { usageOfCall } from "@/server/domain/model-cost";
import type { CallOptions, GenerateResult, LanguageModel, StreamResult } from "@/server/sdk/ai-model";
import { never, type RunningRun, type Scope } from "../running-run";
import { completeCall, describeCall, replaceCall, type CallInput } from "./call-input";
import { fromAnswer, previewOfAnswer, toAnswer, type ModelAnswer } from "./model-answer";
import { calledOff, type ModelCall, type RecordedCall } from "./model-call";
import { toFailure, toThrowable, withoutKey } from "./model-failure";
import { providerModels, type ProviderModels } from "./provider-models";
import { endCall, placeCall } from "./recorded-call";
import { passStream, replayStream } from "./record-stream";
import type { UsableProfile } from "./run-models";

/**
 * An ordinary model of the AI SDK. Each call of it is a step named by its profile, recorded with what was asked and what
 * was answered; a step found recorded answers without the network.
 */
export function createModel(run: RunningRun, here: () => Scope, name: string): LanguageModel {
  const usable = run.models(name);
  const { provider, model: modelId } = usable.profile;
  let models: Promise<ProviderModels> | undefined;
  const language = async (id: string): Promise<LanguageModel> => (await (models ??= providerModels(usable))).language(id);
  return {
    specificationVersion: "v3",
    provider,
    modelId,
    get supportedUrls() {
      return language(modelId).then((model) => model.supportedUrls);
    },
    doGenerate: async (options) => {
      const call = await begin(here(), usable, options);
      if ("recorded" in call) return answerAgain(call.recorded, call.call, options);
      return generate(await language(call.input.modelId), call.input, call.call);
    },
    doStream: async (options) => {
      const call = await begin(here(), usable, options);
      if ("recorded" in call) return replayStream(call.recorded, call.call, throwAgain);
      return stream(await language(call.input.modelId), call.input, call.call);
    },
  };
}

type Begun = { call: ModelCall; recorded: RecordedCall } | { call: ModelCall; input: CallInput };

async function begin(parent: Scope, usable: UsableProfile, options: CallOptions): Promise<Begun> {
  const { name, profile, key } = usable;
  const described = describeCall(name, profile, options);
  const attributes = { modelType: name, provider: profile.provider, model: profile.model };
  const placed = await placeCall(parent, { kind: "model", name, ...described, attributes, complete: completeCall });
  const { scope } = placed;
  const askedAt = performance.now();
  let firstTokenMs: number | undefined;
  const call: ModelCall = {
    parent,
    scope,
    signal: options.abortSignal ? AbortSignal.any([parent.signal, options.abortSignal]) : parent.signal,
    hideKey: (failure) => withoutKey(failure, key),
    noteTools: (parts) => {
      for (const part of parts)
        if (part.type === "tool-call" && part.toolCallId !== undefined) parent.run.asked.note(scope, parent, part.toolCallId);
    },
    noteFirstToken: () => (firstTokenMs ??= Math.round(performance.now() - askedAt)),
    end: async (answer, status, thrown) => {
      if (!("begun" in placed)) return;
      const { inputTokens, outputTokens } = answer.usage ?? {};
      const usage = usageOfCall({ inputTokens: inputTokens?.total, outputTokens: outputTokens?.total }, profile.price);
      const shown = previewOfAnswer(answer);
      await endCall(parent, "model", placed.begun, { status, output: answer, shown, usage, thrown, firstTokenMs });
    },
  };
  if ("record" in placed) {
    const { status, output, error } = placed.record;
    const answer = output === undefined ? { content: [] } : (JSON.parse(output) as ModelAnswer);
    if (error && !answer.failure) answer.failure = { name: error.code, message: error.message };
    return { call, recorded: { status, answer, failed: error !== undefined } };
  }
  const { given } = placed.begun;
  const input = given ? await replaced(call, described, given.input) : described;
  return { call, input: { ...input, options: { ...input.options, abortSignal: call.signal } } };
}

async function replaced(call: ModelCall, described: CallInput, input: unknown): Promise<CallInput> {
  try {
    return replaceCall(described, input);
  } catch (thrown) {
    await call.end({ content: [] }, "error", thrown);
    throw thrown;
  }
}

async function generate(model: LanguageModel, input: CallInput, call: ModelCall): Promise<GenerateResult> {
  let result: GenerateResult;
  try {
    result = await model.doGenerate(input.options);
  } catch (thrown) {
    throw await endFailed(call, thrown);
  }
  await call.end(toAnswer(result), "completed");
  call.noteTools(result.content);
  return result;
}

async function stream(model: LanguageModel, input: CallInput, call: ModelCall): Promise<StreamResult> {
  let result: StreamResult;
  try {
    result = await model.doStream(input.options);
  } catch (thrown) {
    throw await endFailed(call, thrown);
  }
  return { ...result, stream: passStream(result.stream, call) };
}

/** Nothing came: called off by the code's own signal, or failed. */
async function endFailed(call: ModelCall, thrown: unknown): Promise<unknown> {
  if (call.scope.run.ended) return never();
  if (call.signal.aborted) {
    await call.end({ content: [] }, "cancelled");
    return thrown;
  }
  const failure = call.hideKey(toFailure(thrown));
  const error = await toThrowable(failure);
  await call.end({ content: [], failure }, "error", error);
  return error;
}

async function answerAgain(recorded: RecordedCall, call: ModelCall, { abortSignal }: CallOptions): Promise<GenerateResult> {
  const { answer, status, failed } = recorded;
  if (failed) throw await throwAgain(answer, call);
  if (status === "cancelled") throw abortSignal?.aborted ? abortSignal.reason : calledOff();
  call.noteTools(answer.content);
  return fromAnswer(answer);
}

async function throwAgain({ failure }: ModelAnswer, { parent, scope }: ModelCall): Promise<Error> {
  const error = await toThrowable(failure ?? { name: "Error", message: "The call failed." });
  parent.thrown.set(error, scope.path);
  return error;
}
