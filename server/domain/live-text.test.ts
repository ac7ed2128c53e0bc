import { expect, test } from "vitest";
import { joinText, mostLiveText, textAfter } from "./live-text";

test("a text grows by what follows; what was said twice counts once, and what is missing is not made up", () => {
  const known = joinText(undefined, { from: 0, text: "one " });
  expect(joinText(known, { from: 4, text: "two" })).toEqual({ from: 0, text: "one two" });
  expect(joinText(known, { from: 0, text: "one two three" })).toEqual({ from: 0, text: "one two three" });
  expect(joinText(known, { from: 90, text: "later" })).toEqual({ from: 90, text: "later" });
});

test("only so much of it is kept, the end", () => {
  const long = joinText({ from: 0, text: "a".repeat(mostLiveText) }, { from: mostLiveText, text: "bcd" });
  expect(long.text).toHaveLength(mostLiveText);
  expect(long).toMatchObject({ from: 3, text: expect.stringMatching(/abcd$/) as string });
});

test("a reader is told what lies behind the offset it has", () => {
  const text = { from: 10, text: "hello" };
  expect(textAfter(text, 0)).toEqual(text);
  expect(textAfter(text, 12)).toEqual({ from: 12, text: "llo" });
  expect(textAfter(text, 15)).toBeUndefined();
});
