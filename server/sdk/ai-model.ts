import type { EmbeddingModel, LanguageModel as AnyLanguageModel } from "ai";

/** The AI SDK's own interface of a model, in the version this package speaks. */
export type LanguageModel = Extract<AnyLanguageModel, { specificationVersion: "v3" }>;
export type TextEmbeddingModel = Extract<EmbeddingModel, { specificationVersion: "v3" }>;

export type CallOptions = Parameters<LanguageModel["doGenerate"]>[0];
export type GenerateResult = Awaited<ReturnType<LanguageModel["doGenerate"]>>;
export type StreamResult = Awaited<ReturnType<LanguageModel["doStream"]>>;
export type StreamPart = StreamResult["stream"] extends ReadableStream<infer Part> ? Part : never;
export type Content = GenerateResult["content"][number];
export type EmbedResult = Awaited<ReturnType<TextEmbeddingModel["doEmbed"]>>;
