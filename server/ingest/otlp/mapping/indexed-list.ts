import type { Json } from "@/server/domain/json";
import { structured, type Facts } from "./facts";

/** Of a list that is written out name by name; nobody has more messages in one span, and an index may be any number. */
const mostIndex = 10_000;

export type Item = Map<string, Json>;

/** A list that was flattened into attributes, `prefix.0.name`, `prefix.1.name` …, as its items. */
export function readIndexed(facts: Facts, prefix: string): Item[] {
  const items = new Map<number, Item>();
  for (const [name, value, whole] of facts.under(`${prefix}.`)) {
    const [, index = "", rest = ""] = /^(\d{1,5})\.(.+)$/s.exec(name) ?? [];
    if (rest === "" || Number(index) >= mostIndex) continue;
    facts.used.add(whole);
    const item = items.get(Number(index)) ?? new Map<string, Json>();
    items.set(Number(index), item.set(rest, value));
  }
  return inOrder(items);
}

/** Likewise, of a list within an item. */
function readInner(item: Item, prefix: string): Item[] {
  const items = new Map<number, Item>();
  for (const [name, value] of item) {
    if (!name.startsWith(`${prefix}.`)) continue;
    const [, index = "", rest = ""] = /^(\d{1,5})\.(.+)$/s.exec(name.slice(prefix.length + 1)) ?? [];
    if (rest === "") continue;
    const inner = items.get(Number(index)) ?? new Map<string, Json>();
    items.set(Number(index), inner.set(rest, value));
  }
  return inOrder(items);
}

const inOrder = (items: Map<number, Item>): Item[] => [...items].toSorted(([a], [b]) => a - b).map(([, item]) => item);

/** A message as OpenInference and OpenLLMetry write it, in the shape of OpenAI's, which others read too. */
export function toMessage(item: Item, own: string, call: string): Json {
  const at = (name: string): Json | undefined => item.get(own + name);
  const calls = readInner(item, `${own}tool_calls`).map((each) => ({
    ...(each.has(`${call}id`) ? { id: each.get(`${call}id`) ?? null } : {}),
    type: "function",
    function: {
      name: each.get(`${call}function.name`) ?? each.get(`${call}name`) ?? "tool",
      arguments: each.get(`${call}function.arguments`) ?? each.get(`${call}arguments`) ?? "{}",
    },
  }));
  const parts = readInner(item, `${own}contents`).map(toPart);
  const content = parts.length > 0 ? parts : (at("content") ?? null);
  return {
    role: at("role") ?? "user",
    content: typeof content === "string" && /^\s*\[\s*\{/.test(content) ? structured(content) : content,
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
    ...(at("tool_call_id") === undefined ? {} : { tool_call_id: at("tool_call_id") ?? null }),
    ...(at("name") === undefined ? {} : { name: at("name") ?? null }),
  };
}

function toPart(part: Item): Json {
  const image = part.get("message_content.image.image.url");
  if (image !== undefined) return { type: "image_url", image_url: { url: image } };
  return { type: part.get("message_content.type") ?? "text", text: part.get("message_content.text") ?? "" };
}
