import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findJsonFault } from "./json-fault";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("findJsonFault", () => {
  it("agrees with JSON.parse on whole values", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(findJsonFault(text)).toBeUndefined();
      }),
    );
  });

  it("agrees with JSON.parse on values that were damaged", () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom("", ",", "}", "]", '"', ":", "x", "\n", "0", "-", ".", "\\", " "),
        (text, place, junk) => {
          const at = place % (text.length + 1);
          const damaged = text.slice(0, at) + junk + text.slice(at + 1);
          expect(findJsonFault(damaged) === undefined).toBe(parses(damaged));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["", 1, 1, /value is missing/],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /comma or } is missing/],
    ["{a: 1}", 1, 2, /double quotes/],
    ["['a']", 1, 2, /double quotes/],
    ["[1, 2,]", 1, 7, /comma is not allowed/],
    ['{"a" 1}', 1, 6, /colon/],
    ['"a\nb"', 1, 3, /line break/],
    ['"\\x"', 1, 2, /escape/],
    ["1 2", 1, 3, /nothing more/],
  ])("%j: line %i, column %i", (text, line, column, message) => {
    const fault = findJsonFault(text);
    expect(fault).toMatchObject({ line, column });
    expect(fault?.message).toMatch(message);
  });

  it("refuses what is nested too deep instead of falling over", () => {
    expect(findJsonFault("[".repeat(100_000))?.message).toMatch(/too deep/);
  });
});
