import { expect, test } from "vitest";
import { usageOfCall } from "./model-cost";

const cost = (inputTokens: number, outputTokens: number, inputPerMTok: number, outputPerMTok: number) =>
  usageOfCall({ inputTokens, outputTokens }, { inputPerMTok, outputPerMTok })?.costMicroUsd;

test("a call's cost is whole micro-dollars, a half rounded up, without the noise of fractions", () => {
  expect(cost(1_000_000, 0, 3, 15)).toBe(3_000_000);
  expect(cost(10, 0, 0.15, 0)).toBe(2);
  expect(cost(100, 0, 1.005, 0)).toBe(101);
  expect(cost(1, 0, 0.4999, 0)).toBe(0);
  expect(cost(1, 1, 0.25, 0.25)).toBe(1);
  expect(cost(9_000_000_000, 3, 0.1, 0.7)).toBe(900_000_002);
  expect(cost(0, 0, 3, 15)).toBe(0);
});

test("what is not known is absent", () => {
  expect(usageOfCall({ inputTokens: 3, outputTokens: 4 }, undefined)).toEqual({ inputTokens: 3, outputTokens: 4 });
  expect(usageOfCall({ inputTokens: undefined, outputTokens: 4 }, { inputPerMTok: 1, outputPerMTok: 1 })).toBeUndefined();
  expect(usageOfCall({ inputTokens: 3, outputTokens: Number.NaN }, undefined)).toBeUndefined();
});
