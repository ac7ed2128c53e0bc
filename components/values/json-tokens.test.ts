import fc from "fast-check";
import { expect, it } from "vitest";
import type { Json } from "@/server/domain/json";
import { jsonTokens } from "./json-tokens";

it("loses nothing of the text", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      const text = jsonTokens(json)
        .map((token) => token.text)
        .join("");
      expect(text).toBe(JSON.stringify(json, null, 2));
    }),
  );
});

it("tells keys from strings, also where a string looks like one", () => {
  const kinds = jsonTokens({ 'a":': 'b": ', n: -1.5e3, t: true })
    .filter((token) => token.kind !== "mark")
    .map((token) => [token.kind, token.text]);
  expect(kinds).toEqual([
    ["key", '"a\\":"'],
    ["string", '"b\\": "'],
    ["key", '"n"'],
    ["number", "-1500"],
    ["key", '"t"'],
    ["word", "true"],
  ]);
});
