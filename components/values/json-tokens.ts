import type { Json } from "@/server/domain/json";

export type JsonToken = { kind: "key" | "string" | "number" | "word" | "mark"; text: string };

const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([^"\dtfn-]+|.)/gs;

/** Printed JSON cut into what is coloured alike. */
export function jsonTokens(value: Json): JsonToken[] {
  const tokens: JsonToken[] = [];
  for (const [text, string, colon, number, word] of JSON.stringify(value, null, 2).matchAll(pattern)) {
    if (string !== undefined && colon !== undefined) tokens.push({ kind: "key", text: string }, { kind: "mark", text: colon });
    else if (string !== undefined) tokens.push({ kind: "string", text: string });
    else tokens.push({ kind: number !== undefined ? "number" : word !== undefined ? "word" : "mark", text });
  }
  return tokens;
}
