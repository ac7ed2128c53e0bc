import fc from "fast-check";
import { expect, test } from "vitest";
import { placeOfTrace, spanIdOf, stepOfSpan, traceIdOf, traceparentOf } from "./trace-ids";

const hex = (length: number) =>
  fc.string({ unit: fc.integer({ min: 0, max: 15 }).map((digit) => digit.toString(16)), minLength: length, maxLength: length });
const ownRun = fc
  .tuple(fc.constantFrom("", "nightly_", "a_run_"), fc.constantFrom("run", "rerun"), hex(16))
  .map(([prefix, kind, random]) => `${prefix}${kind}_20261121_204709_${random}`);
const anyRun = fc.oneof(ownRun, hex(32), fc.uuid(), fc.string());

test("every run has a trace id and every step a span id, none of zeroes", () => {
  fc.assert(
    fc.property(anyRun, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (runId, n) => {
      expect(traceparentOf(runId, n)).toMatch(/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01$/);
      expect(stepOfSpan(runId, spanIdOf(runId, n))).toBe(n);
    }),
  );
});

test("a trace id leads back to the run it is of", () => {
  fc.assert(
    fc.property(ownRun, (runId) => {
      const { endsWith, from, to } = placeOfTrace(traceIdOf(runId));
      expect(runId.endsWith(endsWith)).toBe(true);
      expect([from, to]).toEqual([Date.UTC(2026, 10, 21, 20, 47, 9), Date.UTC(2026, 10, 21, 20, 47, 10)]);
    }),
  );
});

test("a run that came as a trace is that trace", () => {
  expect(traceIdOf("0af7651916cd43dd8448eb211c80319c")).toBe("0af7651916cd43dd8448eb211c80319c");
});
