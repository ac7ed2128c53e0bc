import type { Json } from "@/server/domain/json";

export type LogRow = {
  type: string;
  body: Record<string, Json>;
  createdAt?: string | number;
  roomId?: string;
  entityId?: string;
};

const ids = {
  roomId: "3f1c9c1e-0000-4000-8000-00000000000a",
  entityId: "3f1c9c1e-0000-4000-8000-00000000000b",
  messageId: "3f1c9c1e-0000-4000-8000-00000000000c",
};
const message = { id: ids.messageId, content: { text: "Where is my order 8841?", source: "discord" } };

/** What ElizaOS logs of one message: two planned actions, the models they ask, an evaluator and an embedding. */
export function messageRows(
  runId: string,
  planId: string,
  at: number,
  end: Record<string, Json> = { status: "completed" },
): LogRow[] {
  const run = { runId, ...ids, startTime: at, source: "messageHandler", metadata: { entityName: "ada" } };
  const row = (type: string, after: number, body: Record<string, Json>): LogRow => ({
    type,
    body,
    createdAt: new Date(at + after).toISOString(),
    roomId: ids.roomId,
    entityId: ids.entityId,
  });
  const model = (after: number, took: number, of: string, body: Record<string, Json> = {}): LogRow =>
    row("useModel:TEXT_LARGE", after, {
      modelType: "TEXT_LARGE",
      modelKey: "TEXT_LARGE",
      provider: "openai",
      prompt: "You are a helpful agent. Answer the message.",
      systemPrompt: "Be brief.",
      params: { temperature: 0.7 },
      runId: of,
      timestamp: at + after,
      executionTime: took,
      response: "On its way.",
      ...body,
    });
  const action = (name: string, step: string, from: number, to: number, result: Json): LogRow[] => {
    const actionId = `${planId}-${name}`;
    const common = { actionId, runId: planId, messageId: ids.messageId, planStep: step };
    return [
      row("action_event", from + 3, {
        ...common,
        actionName: name,
        roomId: ids.roomId,
        timestamp: at + from,
        source: "actionHandler",
      }),
      row("action", to, {
        ...common,
        action: name,
        message,
        state: { values: { agentName: "Eliza" } },
        responses: [],
        result,
        isLegacyReturn: false,
        prompts: [{ modelType: "TEXT_LARGE", prompt: "You are a helpful agent." }],
        promptCount: 1,
        parentRunId: runId,
        planThought: "Look the order up, then answer",
      }),
    ];
  };
  const within = (name: string) => ({ actionContext: { actionName: name, actionId: `${planId}-${name}` } });
  return [
    row("run_event", 2, { ...run, status: "started" }),
    model(900, 700, runId),
    ...action("LOOK_UP", "1/2", 1000, 1600, { success: true, text: "Order 8841 is on its way", data: { carrier: "UPS" } }),
    model(1500, 420, planId, within("LOOK_UP")),
    ...action("REPLY", "2/2", 1650, 3000, { success: true, text: "It is on its way." }),
    model(2900, 1200, planId, within("REPLY")),
    row("evaluator", 3400, { evaluator: "goal_tracker", messageId: ids.messageId, message, state: {}, runId }),
    row("embedding_event", 3450, { runId, memoryId: "m1", status: "completed", duration: 30, source: "embeddingService" }),
    row("run_event", 3500, { ...run, endTime: at + 3456, duration: 3456, ...end }),
  ];
}
