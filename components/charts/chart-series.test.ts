import { expect, test } from "vitest";
import { largestOf, piecesOf, stack, type Series } from "./chart-series";

const series = (shape: Series["shape"], ...values: (number | undefined)[]): Series => ({ name: "", shape, ink: "", values });

test("layers stand on each other, and what is nothing takes no place", () => {
  const [low, high] = stack([series("bar", 2, 0, undefined), series("bar", 1, 3, 4)]);
  expect(low).toEqual([{ at: 0, low: 0, high: 2 }]);
  expect(high).toEqual([
    { at: 0, low: 2, high: 3 },
    { at: 1, low: 0, high: 3 },
    { at: 2, low: 0, high: 4 },
  ]);
  expect(largestOf([series("bar", 2, 0, undefined), series("bar", 1, 3, 4), series("line", undefined, 3.5)])).toBe(4);
});

test("a line stops where a value is missing, and a point alone is kept", () => {
  expect(piecesOf([1, undefined, 3, 4, undefined, undefined, 0]).map((piece) => piece.map(({ at }) => at))).toEqual([
    [0],
    [2, 3],
    [6],
  ]);
  expect(piecesOf([undefined])).toEqual([]);
});
