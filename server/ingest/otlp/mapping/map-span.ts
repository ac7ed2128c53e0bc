import type { Json } from "@/server/domain/json";
import type { RunError } from "@/server/domain/run-error";
import type { StepKind } from "@/server/domain/step-kind";
import type { Span } from "../span";
import { readPrompt, readReply } from "./chat";
import { Facts, structured } from "./facts";
import { kinds, metadataPrefixes, names, requestPrefix } from "./names";

/** What a span comes to, taken by itself: where it stands among others, and whose tokens count, is not known here. */
export type Mapped = {
  kind: StepKind;
  name: string;
  model: string | undefined;
  provider: string | undefined;
  tokens: { inputTokens: number; outputTokens: number } | undefined;
  costUsd: number | undefined;
  input: Json | undefined;
  output: Json | undefined;
  error: RunError | undefined;
  /** Besides the span's own attributes. */
  said: Record<string, Json>;
  /** Attributes that are shown elsewhere, as input or output. */
  used: ReadonlySet<string>;
  room: string | undefined;
  user: string | undefined;
  tags: string[];
  metadata: Record<string, Json>;
};

export function mapSpan(span: Span): Mapped {
  const facts = new Facts(span);
  const kind = kindOf(facts);
  const model = facts.text(names.model);
  const provider = facts.text(names.provider);
  const { input, output } = valuesOf(span, facts, kind, model);
  const cached = facts.count(names.cachedTokens);
  const finish = facts.find(names.finishReason)?.value;
  return {
    kind,
    name: nameOf(span, facts, kind, model),
    model,
    provider,
    tokens: tokensOf(facts),
    costUsd: facts.number(names.costUsd),
    input,
    output,
    error: errorOf(span, facts),
    said: {
      ...(provider === undefined ? {} : { provider }),
      ...(model === undefined ? {} : { model }),
      ...(cached === undefined ? {} : { cachedTokens: cached }),
      ...(finish === undefined
        ? {}
        : { finishReason: Array.isArray(finish) && finish.length === 1 ? (finish[0] ?? null) : finish }),
    },
    used: facts.used,
    room: facts.text(names.room),
    user: facts.text(names.user),
    tags: tagsOf(facts),
    metadata: metadataOf(facts),
  };
}

function kindOf(facts: Facts): StepKind {
  for (const [attribute, known] of kinds) {
    const value = facts.text([attribute]);
    // The AI SDK writes what the user calls a function behind the operation.
    const word = attribute === "openinference.span.kind" ? value?.toUpperCase() : value?.split(" ")[0];
    const kind = word !== undefined && Object.hasOwn(known, word) ? known[word] : undefined;
    if (kind) return kind;
  }
  // A dialect that names its model and its tokens has called it, whatever it says it did.
  const asks = facts.find(["gen_ai.request.model", "llm.model_name"]) !== undefined;
  return asks && facts.find([...names.inputTokens, ...names.outputTokens]) ? "model" : "custom";
}

function nameOf(span: Span, facts: Facts, kind: StepKind, model: string | undefined): string {
  const own = span.name === "" ? "span" : span.name;
  if (kind === "model" || kind === "embedding") return model ?? own;
  if (kind === "tool") return facts.text(names.tool) ?? own;
  if (kind === "agent") return facts.text(names.agent) ?? own;
  return kind === "flow" ? (facts.text(names.workflow) ?? own) : own;
}

function valuesOf(
  span: Span,
  facts: Facts,
  kind: StepKind,
  model: string | undefined,
): { input: Json | undefined; output: Json | undefined } {
  if (kind === "tool") return { input: facts.take(names.toolInput), output: facts.take(names.toolOutput) };
  if (kind !== "model") return { input: facts.take(names.input), output: facts.take(names.output) };
  const messages = readPrompt(facts, span);
  const reply = readReply(facts, span);
  const tools = facts.take(["gen_ai.tool.definitions", "ai.prompt.tools"]);
  const settings = [...facts.under(requestPrefix)].filter(([name]) => name !== "model").map(([name, value]) => [name, value]);
  const asked = {
    ...(model === undefined ? {} : { model }),
    ...(Object.fromEntries(settings) as Record<string, Json>),
    ...(tools === undefined ? {} : { tools: Array.isArray(tools) ? tools.map(structured) : tools }),
  };
  return {
    input: messages ? { ...asked, messages } : facts.take(names.input),
    output: reply ?? facts.take(names.output),
  };
}

/** Of one who tells only the one count: who embeds, say, gets no words back. */
function tokensOf(facts: Facts): Mapped["tokens"] {
  const inputTokens = facts.count(names.inputTokens);
  const outputTokens = facts.count(names.outputTokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

const errorStatus = 2;
/** Errors are read with each row of a timeline; the stored span has them whole. */
const longestWords = 8000;
const cut = (text: string): string => (text.length > longestWords ? `${text.slice(0, longestWords)}…` : text);

function errorOf({ status, events, name }: Span, facts: Facts): RunError | undefined {
  if (status.code !== errorStatus) return undefined;
  const thrown = new Map(events.findLast((event) => event.name === "exception")?.attributes);
  const word = (key: string): string | undefined => {
    const value = thrown.get(key);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const stack = word("exception.stacktrace");
  return {
    code: cut(facts.text(["error.type"]) ?? word("exception.type") ?? "ERROR"),
    message: cut(status.message || (word("exception.message") ?? `${name} failed; the span does not say why.`)),
    ...(stack === undefined ? {} : { stack: cut(stack) }),
  };
}

function tagsOf(facts: Facts): string[] {
  const tags = facts.find(names.tags)?.value;
  const list = Array.isArray(tags) ? tags : typeof tags === "string" ? tags.split(",") : [];
  return list.filter((tag) => typeof tag === "string").map((tag) => tag.trim());
}

function metadataOf(facts: Facts): Record<string, Json> {
  const own = facts.take(["metadata"]);
  const others = metadataPrefixes.flatMap((prefix) => [...facts.under(prefix)].map(([name, value]) => [name, value]));
  const fields = typeof own === "object" && own !== null && !Array.isArray(own) ? own : {};
  return { ...fields, ...(Object.fromEntries(others) as Record<string, Json>) };
}
