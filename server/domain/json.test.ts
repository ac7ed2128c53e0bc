import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDeeperThan, json, mostDepth, type Json } from "./json";

const nested = (depth: number): Json => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as Json;

function depthOf(value: Json): number {
  if (value === null || typeof value !== "object") return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe("a value's depth", () => {
  test("is what its brackets say", () => {
    expect(isDeeperThan(1, 0)).toBe(false);
    expect(isDeeperThan([], 0)).toBe(true);
    for (const depth of [1, 2, 10, 100_000]) {
      expect(isDeeperThan(nested(depth), depth)).toBe(false);
      expect(isDeeperThan(nested(depth), depth - 1)).toBe(true);
    }
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(8),
        (value, most) => isDeeperThan(value as Json, most) === depthOf(value as Json) > most,
      ),
    );
  });

  test("has a bound at every door", () => {
    expect(json.safeParse(nested(mostDepth)).success).toBe(true);
    expect(json.safeParse(nested(mostDepth + 1)).success).toBe(false);
    expect(json.safeParse(undefined).success).toBe(false);
    expect(json.safeParse(null).success).toBe(true);
  });
});
