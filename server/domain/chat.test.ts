import fc from "fast-check";
import { expect, test } from "vitest";
import { newMessages, readAnswer, readMessages } from "./chat";
import { headOf, shortenMessage } from "./shorten";

test("the AI SDK's prompt reads as a chat", () => {
  const messages = readMessages({
    messages: [
      { role: "system", content: "Be short" },
      {
        role: "user",
        content: [
          { type: "text", text: "Hi" },
          { type: "file", mediaType: "image/png", data: "AAAA" },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "hm" },
          { type: "tool-call", toolCallId: "c1", toolName: "search", input: { q: 1 } },
        ],
      },
      {
        role: "tool",
        content: [{ type: "tool-result", toolCallId: "c1", toolName: "search", output: { type: "error-text", value: "no" } }],
      },
    ],
  });
  expect(messages?.map(({ role }) => role)).toEqual(["system", "user", "assistant", "tool"]);
  expect(messages?.[1]?.parts[1]).toEqual({ type: "file", mediaType: "image/png", bytes: 3 });
  expect(messages?.[2]?.parts).toEqual([
    { type: "reasoning", text: "hm" },
    { type: "tool-call", name: "search", id: "c1", input: { q: 1 } },
  ]);
  expect(messages?.[3]?.parts).toEqual([{ type: "tool-result", name: "search", id: "c1", output: "no", failed: true }]);
  expect(newMessages(messages ?? [])).toEqual([]);
  expect(newMessages(messages?.slice(0, 2) ?? []).map(({ role }) => role)).toEqual(["system", "user"]);
});

test("so do the shapes of others", () => {
  expect(
    readMessages([
      { role: "user", content: [{ type: "image_url", image_url: { url: "https://x.invalid/a.png" } }] },
      { role: "assistant", content: null, tool_calls: [{ id: "c", function: { name: "f", arguments: '{"a":1}' } }] },
      { role: "tool", tool_call_id: "c", content: "done" },
      {
        role: "assistant",
        parts: [
          { type: "text", content: "so" },
          { type: "tool_call", id: "d", name: "g", arguments: "not json" },
        ],
      },
    ])?.map(({ parts }) => parts),
  ).toEqual([
    [{ type: "file", mediaType: "image", url: "https://x.invalid/a.png" }],
    [{ type: "tool-call", name: "f", id: "c", input: { a: 1 } }],
    [{ type: "tool-result", name: "tool", id: "c", output: "done" }],
    [
      { type: "text", text: "so" },
      { type: "tool-call", name: "g", id: "d", input: "not json" },
    ],
  ]);
  expect(readAnswer({ content: [{ type: "text", text: "Yes" }] })?.parts).toEqual([{ type: "text", text: "Yes" }]);
});

test("what is no chat is none, and nothing breaks it", () => {
  for (const value of [null, 1, {}, { messages: "x".repeat(3) }, { messages: [] }, [1, 2], { messages: [{ no: "role" }] }])
    expect(readMessages(value) === undefined || typeof value === "object").toBe(true);
  expect(readMessages([1, 2])).toBeUndefined();
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as never;
      readAnswer(json);
      for (const message of readMessages({ messages: [{ role: "user", content: json }] }) ?? []) shortenMessage(message, 10);
    }),
  );
});

test("the beginning of a text is its words, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.integer({ min: 8, max: 80 }), (text, most) => {
      const head = headOf(JSON.stringify(text), most);
      expect(text.startsWith(head)).toBe(true);
      expect(head.length).toBeLessThanOrEqual(most);
    }),
  );
});
