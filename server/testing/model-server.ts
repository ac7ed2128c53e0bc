import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { streamAnthropic } from "./anthropic-stream";
import type { Reply } from "./model-reply";

export type Asked = {
  path: string;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: unknown }[];
    stream?: boolean;
    input?: string[];
    [more: string]: unknown;
  };
};

/** A server on loopback that speaks OpenAI's wire format, and streams as Anthropic does, and fails as told. What it was asked is counted. */
export async function openModelServer(reply: (asked: Asked, nth: number) => Reply) {
  const none = () => ({ asked: new Array<Asked>(), aborted: 0 });
  let since = none();
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const one: Asked = {
        path: request.url ?? "",
        headers: request.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()) as Asked["body"],
      };
      // It counts where it was asked, also when it is broken off only after that was forgotten.
      const count = since;
      count.asked.push(one);
      response.on("close", () => (count.aborted += response.writableFinished ? 0 : 1));
      await answer(response, one, reply(one, count.asked.length));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => since.asked,
    aborted: () => since.aborted,
    /** Between tests that share the server: from here on it has been asked nothing. */
    forget: () => void (since = none()),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(response: ServerResponse, { path, body }: Asked, reply: Reply): Promise<void> {
  if (reply.status !== undefined) {
    response.writeHead(reply.status, { "content-type": "application/json", ...reply.headers });
    response.end(JSON.stringify({ error: { message: reply.error ?? "It failed", type: "server_error", code: null } }));
    return;
  }
  if (path.endsWith("/embeddings")) return embed(response, body.input ?? []);
  if (path.endsWith("/messages")) return streamAnthropic(response, body.model, reply);
  if (body.stream) return stream(response, body.model, reply);
  if (reply.everyMs) await pause(reply.everyMs);
  const message = {
    role: "assistant",
    content: reply.text ?? null,
    ...(reply.tools ? { tool_calls: reply.tools.map(toCall) } : {}),
  };
  json(response, {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_790_000_000,
    model: body.model,
    choices: [{ index: 0, message, finish_reason: reply.tools ? "tool_calls" : "stop" }],
    ...(reply.usage === null ? {} : { usage: usageOf(reply) }),
  });
}

async function stream(response: ServerResponse, model: string, reply: Reply): Promise<void> {
  const common = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1_790_000_000, model };
  const deltas: object[] = [
    ...(reply.text?.match(/\S+\s*/g) ?? []).map((content) => ({ content })),
    ...(reply.tools ?? []).map((tool, index) => ({ tool_calls: [{ index, ...toCall(tool) }] })),
  ];
  const pieces = [
    ...deltas.map((delta) => JSON.stringify({ ...common, choices: [{ index: 0, delta, finish_reason: null }] })),
    JSON.stringify({ ...common, choices: [{ index: 0, delta: {}, finish_reason: reply.tools ? "tool_calls" : "stop" }] }),
    ...(reply.usage === null ? [] : [JSON.stringify({ ...common, choices: [], usage: usageOf(reply) })]),
    "[DONE]",
  ];
  if (reply.malformed) pieces.splice(2, 0, '{"choices": [');
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  for (const [at, piece] of pieces.entries()) {
    if (at === reply.cutAfter) {
      // What was written before shall arrive.
      await pause(30);
      return void response.socket?.destroy();
    }
    if (at === reply.held?.after) await reply.held.until;
    if (response.destroyed) return;
    if (reply.everyMs) await pause(reply.everyMs);
    const text = `data: ${piece}\n\n`;
    if (!reply.byByte) response.write(text);
    else
      for (const byte of Buffer.from(text)) {
        response.write(Buffer.of(byte));
        await pause(0);
      }
  }
  response.end();
}

function embed(response: ServerResponse, input: string[]): void {
  const data = input.map((text, index) => ({ object: "embedding", index, embedding: [text.length, 0.25, -1e-7] }));
  json(response, { object: "list", data, model: "embedder", usage: { prompt_tokens: 7, total_tokens: 7 } });
}

function toCall({ id, name, args }: { id: string; name: string; args: unknown }) {
  return { id, type: "function", function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) } };
}

function usageOf({ usage }: Reply) {
  const { prompt_tokens, completion_tokens } = usage ?? { prompt_tokens: 100, completion_tokens: 10 };
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
