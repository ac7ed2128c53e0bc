import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Reply } from "./model-reply";

/** The same replies as Anthropic streams them: what a tool is called with is whole well before the message ends. */
export async function streamAnthropic(response: ServerResponse, model: string, reply: Reply): Promise<void> {
  const message = { id: "msg_1", type: "message", role: "assistant", model, content: [], stop_reason: null, stop_sequence: null };
  const blocks = [
    ...(reply.text === undefined ? [] : [{ block: { type: "text", text: "" }, delta: { type: "text_delta", text: reply.text } }]),
    ...(reply.tools ?? []).map(({ id, name, args }) => ({
      block: { type: "tool_use", id, name, input: {} },
      delta: { type: "input_json_delta", partial_json: JSON.stringify(args) },
    })),
  ];
  const events: { type: string; [more: string]: unknown }[] = [
    { type: "message_start", message: { ...message, usage: { input_tokens: 100, output_tokens: 1 } } },
    ...blocks.flatMap(({ block, delta }, index) => [
      { type: "content_block_start", index, content_block: block },
      { type: "content_block_delta", index, delta },
      { type: "content_block_stop", index },
    ]),
    {
      type: "message_delta",
      delta: { stop_reason: reply.tools ? "tool_use" : "end_turn", stop_sequence: null },
      usage: { output_tokens: 10 },
    },
    { type: "message_stop" },
  ];
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    if (reply.everyMs) await pause(reply.everyMs);
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}
