import type { Json } from "@/server/domain/json";
import type { Span } from "../span";
import { structured, type Facts } from "./facts";
import { readIndexed, toMessage } from "./indexed-list";

/** The events older GenAI conventions have, one a message. */
const messageEvents: Record<string, string> = {
  "gen_ai.system.message": "system",
  "gen_ai.user.message": "user",
  "gen_ai.assistant.message": "assistant",
  "gen_ai.tool.message": "tool",
};
const choiceEvent = "gen_ai.choice";
/** Older still: the whole prompt or answer on one event. */
const wholeEvents = { prompt: "gen_ai.content.prompt", answer: "gen_ai.content.completion" };

export const isChatEvent = (name: string): boolean =>
  name in messageEvents ||
  [choiceEvent, wholeEvents.prompt, wholeEvents.answer, "gen_ai.client.inference.operation.details"].includes(name);

/** What a model was asked, message by message, whichever dialect it was told in. */
export function readPrompt(facts: Facts, span: Span): Json[] | undefined {
  const listed = readList(facts, ["gen_ai.input.messages", "ai.prompt.messages", "ai.prompt"]);
  if (listed) {
    const system = facts.take(["gen_ai.system_instructions"]);
    return system === undefined ? listed : [{ role: "system", parts: Array.isArray(system) ? system : [system] }, ...listed];
  }
  const indexed = readIndexed(facts, "llm.input_messages").map((each) => toMessage(each, "message.", "tool_call."));
  if (indexed.length > 0) return indexed;
  const older = readIndexed(facts, "gen_ai.prompt").map((each) => toMessage(each, "", ""));
  if (older.length > 0) return older;
  const told = span.events.flatMap((event) => {
    const role = messageEvents[event.name];
    return role === undefined ? [] : [messageOf(event.attributes, role)];
  });
  return told.length > 0 ? told : wholeOf(span, wholeEvents.prompt, "gen_ai.prompt");
}

/** What it answered, as one message: several choices stand in it one behind the other. */
export function readReply(facts: Facts, span: Span): Json | undefined {
  const listed = readList(facts, ["gen_ai.output.messages"]);
  if (listed) return joined(listed);
  const indexed = readIndexed(facts, "llm.output_messages").map((each) => toMessage(each, "message.", "tool_call."));
  if (indexed.length > 0) return joined(indexed);
  const older = readIndexed(facts, "gen_ai.completion").map((each) => toMessage(each, "", ""));
  if (older.length > 0) return joined(older);
  const told = span.events.flatMap((event) => (event.name === choiceEvent ? [messageOf(event.attributes, "assistant")] : []));
  if (told.length > 0) return joined(told);
  const whole = wholeOf(span, wholeEvents.answer, "gen_ai.completion");
  return whole ? joined(whole) : ofSdk(facts);
}

/** Of the AI SDK: text, thoughts and tool calls apart. */
function ofSdk(facts: Facts): Json | undefined {
  const thought = facts.text(["ai.response.reasoning"]);
  const words = facts.text(["ai.response.text"]);
  const calls = facts.find(["ai.response.toolCalls"])?.value;
  const object = facts.find(["ai.response.object"])?.value;
  const asked = calls === undefined ? [] : [structured(calls)].flat();
  const said = words ?? (typeof object === "string" ? object : undefined);
  if (thought === undefined && said === undefined && asked.length === 0) return undefined;
  for (const name of ["reasoning", "text", "toolCalls", "object"]) facts.used.add(`ai.response.${name}`);
  const toolCalls = asked.map((call) => (isObject(call) ? { type: "tool-call", ...call } : call));
  return {
    role: "assistant",
    content: [
      ...(thought === undefined ? [] : [{ type: "reasoning", text: thought }]),
      ...(said === undefined ? [] : [{ type: "text", text: said }]),
      ...toolCalls,
    ],
  };
}

function readList(facts: Facts, names: readonly string[]): Json[] | undefined {
  const found = facts.find(names);
  if (!found) return undefined;
  const value = structured(found.value);
  const list = Array.isArray(value)
    ? value
    : isObject(value)
      ? ofPrompt(value)
      : typeof value === "string"
        ? [userSays(value)]
        : undefined;
  if (list) facts.used.add(found.name);
  return list;
}

/** The AI SDK's `{system, prompt | messages}`. */
function ofPrompt({ system, prompt, messages }: { [key: string]: Json }): Json[] | undefined {
  const asked = messages ?? prompt;
  const list = Array.isArray(asked) ? asked : typeof asked === "string" ? [userSays(asked)] : undefined;
  if (!list) return undefined;
  return typeof system === "string" ? [{ role: "system", content: system }, ...list] : list;
}

const userSays = (text: string): Json => ({ role: "user", content: text });

function messageOf(attributes: Span["attributes"], role: string): Json {
  const fields = Object.fromEntries(attributes.map(([name, value]) => [name, structured(value)]));
  const { content, message, tool_calls: calls, id } = fields;
  const inner = isObject(message) ? message : undefined;
  const asked = calls ?? inner?.["tool_calls"];
  return {
    role: typeof fields["role"] === "string" ? fields["role"] : role,
    content: content ?? inner?.["content"] ?? null,
    ...(Array.isArray(asked) ? { tool_calls: asked } : {}),
    ...(role === "tool" && typeof id === "string" ? { tool_call_id: id } : {}),
  };
}

function wholeOf(span: Span, event: string, name: string): Json[] | undefined {
  const attributes = span.events.find((each) => each.name === event)?.attributes;
  const value = structured(attributes?.find(([each]) => each === name)?.[1] ?? null);
  if (typeof value === "string") return [{ role: event === wholeEvents.prompt ? "user" : "assistant", content: value }];
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

function joined(messages: Json[]): Json | undefined {
  const [only, ...others] = messages;
  if (others.length === 0) return only;
  return {
    role: "assistant",
    content: messages.flatMap((message) => {
      if (!isObject(message)) return [message];
      const { parts, content, tool_calls: calls } = message;
      const said = parts ?? content ?? null;
      const list = Array.isArray(said) ? said : typeof said === "string" ? [{ type: "text", text: said }] : [];
      return Array.isArray(calls) ? [...list, ...calls] : list;
    }),
  };
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
