import type { ToolSet } from "ai";
import type { z } from "zod";
import type { LanguageModel, TextEmbeddingModel } from "./ai-model";
import type { DocumentResult } from "./document-result";
import type { AgentDirs, ArtifactData, KeptArtifact } from "./run-files";
import type { InputOptions, MapOptions, RunOptions, Source, StepCall, StepOptions } from "./step-options";

type RunAgent = {
  <Input extends z.ZodType, Output extends z.ZodType>(
    agent: { id: string; input?: Input; output?: Output },
    input: z.input<Input>,
    options?: RunOptions,
  ): Promise<z.output<Output>>;
  <Output = unknown>(agentId: string, input?: unknown, options?: RunOptions): Promise<Output>;
  readonly id: string;
  readonly agentId: string;
  readonly attempt: number;
  readonly recoveries: number;
};

type Value<T> = T | Promise<T>;

/** What an agent's `run` works with. Whatever goes through it is recorded, shown, and never done twice. */
export interface AgentContext {
  /** What this run is; called, it runs another agent and resolves with its result. A run of its own, nested in this one. */
  readonly run: RunAgent;
  /**
   * The step the code is in, as W3C's header of that name: sent along with a request, what the other program tells
   * OpenTelemetry of it is shown under this step.
   */
  readonly traceparent: string;
  /** Aborted when the run is cancelled or out of time. */
  readonly signal: AbortSignal;
  step<Output>(name: string, work: (input: undefined, call: StepCall) => Value<Output>): Promise<Output>;
  step<Input, Output>(
    name: string,
    options: StepOptions<Input>,
    work: (input: Input, call: StepCall) => Value<Output>,
  ): Promise<Output>;
  /** A named stretch of the agent; its own steps are inside it. */
  flow<Output>(name: string, work: () => Value<Output>): Promise<Output>;
  /** The loop: a scope for each element, in order or several at once. */
  map<Item, Output>(name: string, items: Iterable<Item>, work: (item: Item, index: number) => Value<Output>): Promise<Output[]>;
  map<Item, Output>(
    name: string,
    items: Iterable<Item>,
    options: MapOptions<Item>,
    work: (item: Item, index: number) => Value<Output>,
  ): Promise<Output[]>;
  /** Asks a person. The run waits without holding a place, for as long as it takes, also over restarts. */
  input<Schema extends z.ZodType>(name: string, options: InputOptions<Schema>): Promise<z.output<Schema>>;
  plan(text: string): Promise<void>;
  reason(text: string): Promise<void>;
  log(message: string, data?: unknown): Promise<void>;
  /** A model of the AI SDK, by the name of its profile in trackside.config.ts: each call of it is a recorded step. */
  model(profile: string): LanguageModel;
  /** Likewise, for embeddings. */
  embedding(profile: string): TextEmbeddingModel;
  /** The same tools, each call of them a recorded step under the model call that asked for it. */
  tools<Tools extends ToolSet>(tools: Tools): Tools;
  /**
   * What the project's configuration names under `resources`: a client, a pool, a setting. Not recorded; one that is made
   * by a function is made once in a host process, when it is first asked for.
   */
  // oxlint-disable-next-line no-unnecessary-type-parameters -- who asks for it by name knows what it is
  resource<Resource = unknown>(name: string): Resource;
  /** Makes a text with its sources the run's result. */
  document(text: string, options?: { sources?: Source[] }): DocumentResult;
  /** Keeps a file with the run, in the folder of the step that calls; the same name again replaces it. Resolves once it is durable. */
  artifact(name: string, data: ArtifactData, options?: { contentType?: string }): Promise<KeptArtifact>;
  readonly dirs: AgentDirs;
  /** Called when the run has ended, however it did; for closing what was opened. */
  onEnd(callback: () => Value<void>): void;
}
