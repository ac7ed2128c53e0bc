import type { ModelProfile } from "@/server/domain/model-profile";
import type { CallOptions } from "@/server/sdk/ai-model";
import { growingList, shareParts, type SharingText } from "../share-parts";

/** A model call as it is recorded: what it was declared as, and what is actually asked, both as JSON text. */
export type CallInput = { declared: string; actual: SharingText; options: CallOptions; modelId: string };

/** What can be told of a call: not its signal; not its headers, which may hold secrets. */
const told = [
  "maxOutputTokens",
  "temperature",
  "stopSequences",
  "topP",
  "topK",
  "presencePenalty",
  "frequencyPenalty",
  "seed",
  "providerOptions",
] as const;

type Told = Pick<CallOptions, (typeof told)[number]>;

/** The profile's parameters are what the code's own leave open. */
export function describeCall(name: string, profile: ModelProfile, given: CallOptions): CallInput {
  const own = pickTold(given);
  const parameters: Told = { ...pickTold(profile.parameters ?? {}), ...own };
  const { responseFormat, tools, toolChoice } = given;
  // The same tools are offered with every call, and a chat is sent again with each turn.
  const asked = shareParts([
    ...(responseFormat && responseFormat.type !== "text"
      ? ['"responseFormat":', [JSON.stringify(responseFormat)] satisfies [string], ","]
      : []),
    ...(tools && tools.length > 0 ? ['"tools":', [JSON.stringify(tools)] satisfies [string], ","] : []),
    ...(toolChoice && toolChoice.type !== "auto" ? [`"toolChoice":${JSON.stringify(toolChoice)},`] : []),
    '"messages":',
    ...growingList(messageTexts(given.prompt)),
  ]);
  const { provider, model } = profile;
  const about = JSON.stringify({ profile: name, provider, model, parameters }).slice(0, -1);
  const before = about.length + 1;
  return {
    declared: `${JSON.stringify(own)},${asked.text}`,
    actual: { text: `${about},${asked.text}}`, shared: asked.shared.map(([from, to]) => [from + before, to + before]) },
    options: { ...given, ...parameters },
    modelId: model,
  };
}

const replaceable = ["messages", "parameters", "tools", "toolChoice", "responseFormat", "model"] as const;
/** What else is recorded of a call: it may be given back with the rest, and is not what decides. */
const facts: readonly string[] = ["profile", "provider"];

type Replacement = {
  messages?: CallOptions["prompt"];
  parameters?: Told;
  tools?: CallOptions["tools"];
  toolChoice?: CallOptions["toolChoice"];
  responseFormat?: CallOptions["responseFormat"];
  model?: string;
};

/** As the call is made, and so recorded: what the replacement leaves open is as the code asked. What is no replacement stays. */
export function completeCall(asked: string, replacement: string): string {
  const given: unknown = JSON.parse(replacement);
  if (typeof given !== "object" || given === null || Array.isArray(given)) return replacement;
  const whole = JSON.parse(asked) as Replacement;
  const { parameters } = given as Replacement;
  const merged = typeof parameters === "object" ? { parameters: { ...whole.parameters, ...parameters } } : {};
  return JSON.stringify({ ...whole, ...given, ...merged });
}

/** A call whose input was replaced, by a static input or a handler: what is in it counts, the rest stays. */
export function replaceCall(call: CallInput, input: unknown): CallInput {
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw new CallNotReplaced("it is no object");
  for (const name of Object.keys(input))
    if (!facts.includes(name) && !replaceable.some((known) => known === name)) throw new CallNotReplaced(`it holds "${name}"`);
  const { messages, parameters, tools, toolChoice, responseFormat, model } = input as Replacement;
  if (messages !== undefined && !Array.isArray(messages)) throw new CallNotReplaced("its messages are no list");
  const options: CallOptions = { ...call.options };
  if (messages) options.prompt = reviveMessages(messages);
  if (parameters) Object.assign(options, pickTold(parameters));
  if (tools) options.tools = tools;
  if (toolChoice) options.toolChoice = toolChoice;
  if (responseFormat) options.responseFormat = responseFormat;
  return { ...call, options, modelId: typeof model === "string" ? model : call.modelId };
}

class CallNotReplaced extends Error {
  override name = "CallNotReplaced";
  readonly code = "INPUT_INVALID";

  constructor(why: string) {
    super(`The input of a model call is replaced by an object with some of ${replaceable.join(", ")}; ${why}.`);
  }
}

function pickTold(from: Told | NonNullable<ModelProfile["parameters"]>): Told {
  return Object.fromEntries(told.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
}

/** Files are told as base64, as the AI SDK itself has them, and addresses as such. Most prompts have none. */
function messageTexts(prompt: CallOptions["prompt"]): string[] {
  const hasFiles = prompt.some(({ content }) => typeof content !== "string" && content.some((part) => part.type === "file"));
  return prompt.map((message) => JSON.stringify(message, hasFiles ? tellFiles : undefined));
}

function tellFiles(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[key];
  if (original instanceof Uint8Array) return Buffer.from(original).toString("base64");
  return original instanceof URL ? { url: original.href } : value;
}

function reviveMessages(messages: CallOptions["prompt"]): CallOptions["prompt"] {
  return messages.map((message) =>
    typeof message.content === "string"
      ? message
      : ({ ...message, content: message.content.map(reviveFile) } as CallOptions["prompt"][number]),
  );
}

function reviveFile<Part extends { type: string }>(part: Part): Part {
  const { data } = part as { data?: unknown };
  const isAddress = part.type === "file" && typeof data === "object" && data !== null && "url" in data;
  return isAddress ? { ...part, data: new URL(String(data.url)) } : part;
}
