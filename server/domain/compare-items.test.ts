import fc from "fast-check";
import { expect, test } from "vitest";
import { compareItem, type Outcome } from "./compare-items";

const value = fc.option(fc.constantFrom(0, 0.1, 0.25, 0.5, 1), { nil: null });
const outcome: fc.Arbitrary<Outcome> = fc.record({
  status: fc.constantFrom("completed", "completed", "error", "timeout", "cancelled", "running", "pending"),
  values: fc.record({ exact: value, judge: value }, { requiredKeys: [] }),
});
const side = fc.array(outcome, { maxLength: 4 });
const ended = fc.array(
  fc.record({
    status: fc.constantFrom("completed", "error", "timeout") as fc.Arbitrary<Outcome["status"]>,
    values: fc.record({ exact: value, judge: value }, { requiredKeys: [] }),
  }),
  { minLength: 1, maxLength: 4 },
);
const turned = { worse: "better", better: "worse", same: "same", unknown: "unknown" } as const;

test("against itself nothing is better or worse", () => {
  fc.assert(
    fc.property(ended, (same) => {
      expect(compareItem(same, same.toReversed()).verdict).toBe("same");
    }),
  );
});

test("looked at from the other side, each better is a worse", () => {
  fc.assert(
    fc.property(side, side, (a, b) => {
      const [there, back] = [compareItem(a, b), compareItem(b, a)];
      expect(back.completed.verdict).toBe(turned[there.completed.verdict]);
      for (const [scorer, change] of Object.entries(there.scorers))
        expect(back.scorers[scorer]).toEqual({ verdict: turned[change.verdict], here: change.there, there: change.here });
    }),
  );
});

test("an item is worse exactly if something of it is, and better only if nothing is", () => {
  fc.assert(
    fc.property(ended, ended, (a, b) => {
      const { verdict, completed, scorers } = compareItem(a, b);
      const all = [completed, ...Object.values(scorers)].map((change) => change.verdict);
      expect(verdict).toBe(all.includes("worse") ? "worse" : all.includes("better") ? "better" : "same");
    }),
  );
});

test("what is on one side only, or has no ending, is not compared", () => {
  fc.assert(
    fc.property(ended, outcome, (a, one) => {
      expect(compareItem(a, []).verdict).toBe("only-here");
      expect(compareItem([], a).verdict).toBe("only-there");
      expect(compareItem(a, [...a, { ...one, status: "running" }]).verdict).toBe("open");
      expect(compareItem(a, [{ ...one, status: "cancelled" }]).verdict).toBe("open");
    }),
  );
});

test("a value that is not known is neither better nor worse, and an error after a completed run is worse", () => {
  const good: Outcome = { status: "completed", values: { exact: 1 } };
  const silent: Outcome = { status: "completed", values: { exact: null } };
  expect(compareItem([silent], [good])).toMatchObject({ verdict: "same", scorers: { exact: { verdict: "unknown" } } });
  expect(compareItem([{ status: "error", values: {} }], [good]).verdict).toBe("worse");
  expect(compareItem([good, good], [good, { status: "timeout", values: {} }]).verdict).toBe("better");
});
