import type { StepKind } from "@/server/domain/step-kind";

/** Raised whenever what is made of spans changes: runs drawn by an older one are drawn anew from the stored spans. */
export const mappingVersion = 2;

/**
 * The names the dialects have for the same thing, in the order in which they are believed: the GenAI conventions, new before
 * old, then OpenInference, the AI SDK, OpenLLMetry.
 */
export const names = {
  /** As it was asked for: what answers is often a dated one of many names. */
  model: [
    "gen_ai.request.model",
    "gen_ai.response.model",
    "llm.model_name",
    "embedding.model_name",
    "ai.model.id",
    "ai.response.model",
  ],
  provider: ["gen_ai.provider.name", "gen_ai.system", "llm.provider", "llm.system", "ai.model.provider"],
  inputTokens: [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.prompt_tokens",
    "llm.token_count.prompt",
    "ai.usage.inputTokens",
    "ai.usage.promptTokens",
    "ai.usage.tokens",
    "llm.usage.prompt_tokens",
  ],
  outputTokens: [
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.completion_tokens",
    "llm.token_count.completion",
    "ai.usage.outputTokens",
    "ai.usage.completionTokens",
    "llm.usage.completion_tokens",
  ],
  cachedTokens: [
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_read_input_tokens",
    "llm.token_count.prompt_details.cache_read",
    "ai.usage.inputTokenDetails.cacheReadTokens",
    "ai.usage.cachedInputTokens",
  ],
  costUsd: ["gen_ai.usage.cost", "gen_ai.cost.total_cost", "llm.cost.total"],
  finishReason: ["gen_ai.response.finish_reasons", "ai.response.finishReason"],
  agent: ["gen_ai.agent.name", "agent.name", "ai.telemetry.functionId"],
  workflow: ["gen_ai.workflow.name", "ai.telemetry.functionId", "traceloop.entity.name"],
  tool: ["gen_ai.tool.name", "tool.name", "ai.toolCall.name", "traceloop.entity.name"],
  toolCallId: ["gen_ai.tool.call.id", "tool_call.id", "ai.toolCall.id"],
  toolInput: ["gen_ai.tool.call.arguments", "ai.toolCall.args", "input.value", "tool.parameters", "traceloop.entity.input"],
  toolOutput: ["gen_ai.tool.call.result", "ai.toolCall.result", "output.value", "traceloop.entity.output"],
  input: [
    "input.value",
    "gen_ai.input.messages",
    "ai.prompt",
    "ai.values",
    "ai.value",
    "traceloop.entity.input",
    "gen_ai.retrieval.query.text",
  ],
  output: [
    "output.value",
    "gen_ai.output.messages",
    "ai.response.object",
    "ai.response.text",
    "traceloop.entity.output",
    "gen_ai.retrieval.documents",
  ],
  room: [
    "gen_ai.conversation.id",
    "session.id",
    "ai.telemetry.metadata.sessionId",
    "traceloop.association.properties.session_id",
  ],
  user: ["user.id", "enduser.id", "ai.telemetry.metadata.userId", "traceloop.association.properties.user_id"],
  tags: ["tag.tags", "ai.telemetry.metadata.tags"],
} as const;

/** Which kind of step a span is, by what each dialect says of itself. The first attribute that is there and known decides. */
export const kinds: [attribute: string, kinds: Record<string, StepKind>][] = [
  [
    "openinference.span.kind",
    {
      LLM: "model",
      CHAIN: "flow",
      TOOL: "tool",
      AGENT: "agent",
      RETRIEVER: "retrieval",
      RERANKER: "retrieval",
      EMBEDDING: "embedding",
      GUARDRAIL: "evaluator",
      EVALUATOR: "evaluator",
      PROMPT: "custom",
    },
  ],
  [
    "ai.operationId",
    {
      "ai.generateText": "flow",
      "ai.generateText.doGenerate": "model",
      "ai.streamText": "flow",
      "ai.streamText.doStream": "model",
      "ai.generateObject": "flow",
      "ai.generateObject.doGenerate": "model",
      "ai.streamObject": "flow",
      "ai.streamObject.doStream": "model",
      "ai.toolCall": "tool",
      "ai.embed": "flow",
      "ai.embed.doEmbed": "embedding",
      "ai.embedMany": "flow",
      "ai.embedMany.doEmbed": "embedding",
      "ai.rerank": "flow",
      "ai.rerank.doRerank": "retrieval",
    },
  ],
  [
    "gen_ai.operation.name",
    {
      chat: "model",
      text_completion: "model",
      generate_content: "model",
      completion: "model",
      embeddings: "embedding",
      execute_tool: "tool",
      invoke_agent: "agent",
      create_agent: "agent",
      invoke_workflow: "flow",
      retrieval: "retrieval",
      evaluation: "evaluator",
      plan: "flow",
    },
  ],
  ["traceloop.span.kind", { workflow: "flow", task: "action", agent: "agent", tool: "tool" }],
  ["llm.request.type", { chat: "model", completion: "model", embedding: "embedding", rerank: "retrieval" }],
];

/** Settings of a model call that are shown with what it was asked. */
export const requestPrefix = "gen_ai.request.";
/** What users add to a trace of their own. */
export const metadataPrefixes = ["ai.telemetry.metadata.", "traceloop.association.properties."];
