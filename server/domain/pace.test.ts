import { expect, test } from "vitest";
import { keepSamples, rateOf, type Sample } from "./pace";

const kept = (samples: Sample[]): Sample[] => samples.reduce<Sample[]>(keepSamples, []);

test("a rate is told from two seconds on, and only if something ended", () => {
  expect(rateOf([])).toBeUndefined();
  expect(
    rateOf(
      kept([
        { at: 0, done: 0 },
        { at: 1000, done: 50 },
      ]),
    ),
  ).toBeUndefined();
  expect(
    rateOf(
      kept([
        { at: 0, done: 5 },
        { at: 9000, done: 5 },
      ]),
    ),
  ).toBeUndefined();
  expect(
    rateOf(
      kept([
        { at: 0, done: 0 },
        { at: 4000, done: 2 },
      ]),
    ),
  ).toBe(0.5);
});

test("it is the rate of late, as soon as enough has ended of late", () => {
  expect(
    rateOf(
      kept([
        { at: 0, done: 0 },
        { at: 100_000, done: 100 },
        { at: 110_000, done: 200 },
      ]),
    ),
  ).toBe(10);
});

test("a retry that takes ends back begins anew, and what is long ago is forgotten", () => {
  expect(
    kept([
      { at: 0, done: 0 },
      { at: 1000, done: 50 },
      { at: 2000, done: 40 },
    ]),
  ).toEqual([{ at: 2000, done: 40 }]);
  expect(
    kept([
      { at: 0, done: 0 },
      { at: 400_000, done: 50 },
    ]),
  ).toEqual([{ at: 400_000, done: 50 }]);
});
