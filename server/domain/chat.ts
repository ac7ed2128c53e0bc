import type { Json } from "./json";

/** A chat as people read it, whatever the shape it was recorded in. Nothing in it is lost: what is not known stays as JSON. */
export type ChatPart =
  | { type: "text" | "reasoning"; text: string }
  | { type: "tool-call"; name: string; id?: string; input: Json }
  | { type: "tool-result"; name: string; id?: string; output: Json; failed?: boolean }
  | { type: "file"; mediaType: string; name?: string; url?: string; bytes?: number }
  | { type: "other"; value: Json };
export type ChatMessage = { role: string; parts: ChatPart[] };

type Fields = { [key: string]: Json };

/** The messages of a model call's recorded input; nothing where it holds none. */
export function readMessages(input: Json | undefined): ChatMessage[] | undefined {
  const list = Array.isArray(input) ? input : isFields(input) ? (input["messages"] ?? input["prompt"]) : undefined;
  if (typeof list === "string") return [...systemOf(input), textOf("user", list)];
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.every((one) => isFields(one) && typeof one["role"] === "string") ? list.flatMap(readMessage) : undefined;
}

/** What a call says beside a plain prompt of how to answer it. */
function systemOf(input: Json | undefined): ChatMessage[] {
  const system = isFields(input) ? (input["system"] ?? input["systemPrompt"]) : undefined;
  return typeof system === "string" && system !== "" ? [textOf("system", system)] : [];
}

const textOf = (role: string, text: string): ChatMessage => ({ role, parts: [{ type: "text", text }] });

/** What a model answered, as the message it is. */
export function readAnswer(output: Json | undefined): ChatMessage | undefined {
  if (typeof output === "string") return textOf("assistant", output);
  if (!isFields(output)) return undefined;
  if (typeof output["role"] === "string") return readMessage(output)[0];
  const { content, text } = output;
  if (content === undefined && typeof text !== "string") return undefined;
  return { role: "assistant", parts: readParts(content ?? text ?? null) };
}

/** What is new in a call's prompt: its end, behind the model's own last word. The rest was said in calls before it. */
export function newMessages(messages: readonly ChatMessage[]): ChatMessage[] {
  const last = messages.findLastIndex(({ role }) => role === "assistant");
  return messages.slice(last + 1).filter(({ role }) => role !== "tool");
}

function readMessage(message: Json): ChatMessage[] {
  if (!isFields(message)) return [];
  const { role, content, parts, tool_calls: calls, tool_call_id: callId } = message;
  const word = typeof role === "string" ? role : "message";
  if (word === "tool" && typeof content === "string" && typeof callId === "string")
    return [{ role: word, parts: [{ type: "tool-result", name: nameOf(message), id: callId, output: content }] }];
  const said = readParts(content ?? parts ?? null);
  const asked = Array.isArray(calls) ? calls.flatMap(readCall) : [];
  return [{ role: word, parts: [...said, ...asked] }];
}

function readParts(content: Json): ChatPart[] {
  if (content === null) return [];
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [{ type: "other", value: content }];
  return content.map(readPart);
}

function readPart(part: Json): ChatPart {
  if (typeof part === "string") return { type: "text", text: part };
  if (!isFields(part)) return { type: "other", value: part };
  const { type, text, content } = part;
  const words = typeof text === "string" ? text : typeof content === "string" ? content : undefined;
  if ((type === "reasoning" || type === "thinking") && words !== undefined) return { type: "reasoning", text: words };
  if ((type === "text" || type === "input_text" || type === "output_text") && words !== undefined)
    return { type: "text", text: words };
  if (type === "tool-call" || type === "tool_call" || type === "tool_use") return readToolCall(part);
  if (type === "tool-result" || type === "tool_call_response" || type === "tool_result") return readToolResult(part);
  if (type === "file" || type === "image" || type === "image_url" || type === "input_image") return readFile(part);
  return { type: "other", value: part };
}

function readCall(call: Json): ChatPart[] {
  if (!isFields(call) || !isFields(call["function"])) return [{ type: "other", value: call }];
  const { name, arguments: given } = call["function"];
  return [{ type: "tool-call", name: wordOr(name, "tool"), ...idOf(call["id"]), input: parsed(given ?? null) }];
}

function readToolCall(part: Fields): ChatPart {
  const given = part["input"] ?? part["args"] ?? part["arguments"] ?? null;
  return { type: "tool-call", name: nameOf(part), ...idOf(part["toolCallId"] ?? part["id"]), input: parsed(given) };
}

function readToolResult(part: Fields): ChatPart {
  const given = part["output"] ?? part["result"] ?? part["response"] ?? part["content"] ?? null;
  // The AI SDK wraps it: {type: "text" | "json" | "error-text" | "error-json", value}.
  const wrapped = isFields(given) && typeof given["type"] === "string" && given["value"] !== undefined ? given : undefined;
  const failed = part["isError"] === true || (typeof wrapped?.["type"] === "string" && wrapped["type"].startsWith("error"));
  const id = idOf(part["toolCallId"] ?? part["id"] ?? part["tool_use_id"]);
  return { type: "tool-result", name: nameOf(part), ...id, output: wrapped?.["value"] ?? given, ...(failed ? { failed } : {}) };
}

/** A file is named, never loaded: what it holds may be large, and its address is someone else's. */
function readFile(part: Fields): ChatPart {
  const { data, image, image_url: address, url, filename, mediaType, mimeType } = part;
  const held = data ?? image ?? (isFields(address) ? address["url"] : address) ?? url;
  const at = isFields(held) ? held["url"] : held;
  const text = typeof at === "string" ? at : "";
  const inline = /^data:([\w.+/-]*)/.exec(text);
  const fallback = part["type"] === "file" ? "file" : "image";
  const kind = typeof mediaType === "string" ? mediaType : typeof mimeType === "string" ? mimeType : (inline?.[1] ?? fallback);
  return {
    type: "file",
    mediaType: kind,
    ...(typeof filename === "string" ? { name: filename } : {}),
    ...(inline === null && /^[a-z][\w+.-]*:/i.test(text)
      ? { url: text }
      : text === ""
        ? {}
        : { bytes: Math.floor(text.length * 0.75) }),
  };
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const wordOr = (value: Json | undefined, other: string): string => (typeof value === "string" && value !== "" ? value : other);
const nameOf = (part: Fields): string => wordOr(part["toolName"] ?? part["name"], "tool");
const idOf = (id: Json | undefined): { id?: string } => (typeof id === "string" ? { id } : {});

/** Models give arguments as JSON text; what is none stays as it came. */
function parsed(given: Json): Json {
  if (typeof given !== "string") return given;
  try {
    return JSON.parse(given) as Json;
  } catch {
    return given;
  }
}
