import { expect, test } from "vitest";
import { previewPairs } from "./preview-pairs";

const of = (value: unknown) => {
  const text = JSON.stringify(value);
  return previewPairs({ text, bytes: text.length, cut: false });
};

test("a value on one line, as one would read it", () => {
  expect(of("two\n  lines")).toEqual([{ text: "two lines" }]);
  expect(of({ message: "Where is my refund?" })).toEqual([{ text: "Where is my refund?" }]);
  expect(of({ order: 8841, tags: ["a"], note: null })).toEqual([
    { name: "order", text: "8841" },
    { name: "tags", text: '["a"]' },
    { name: "note", text: "null" },
  ]);
  expect(of({})).toEqual([{ text: "{}" }]);
  expect(of([1, 2])).toEqual([{ text: "[1,2]" }]);
  expect(of(null)).toEqual([{ text: "null" }]);
  expect(of("")).toEqual([{ text: '""' }]);
  expect(of({ message: " " })).toEqual([{ text: '" "' }]);
});

test("of what was cut or is too large, what is there", () => {
  expect(previewPairs({ text: '{"message":"It said \\"no\\" an', bytes: 900, cut: true })).toEqual([
    { name: "message", text: 'It said "no" an…' },
  ]);
  expect(previewPairs({ text: '{"message":"a \\u00', bytes: 900, cut: true })[0]?.name).toBe("message");
  expect(previewPairs({ text: '"It said \\"no\\" an', bytes: 900, cut: true })).toEqual([{ text: 'It said "no" an…' }]);
  expect(previewPairs({ text: "[[1,2],[3", bytes: 900, cut: true })).toEqual([{ text: "[[1,2],[3" }]);
  expect(previewPairs({ bytes: 10_500_000 })).toEqual([{ name: "JSON of", text: "10.0 MB" }]);
});
