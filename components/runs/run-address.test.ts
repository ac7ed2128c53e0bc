import fc from "fast-check";
import { expect, test } from "vitest";
import { stepKinds } from "@/server/domain/step-kind";
import { readRunAddress, runViews, writeRunAddress, type RunAddress } from "./run-address";

const span = fc
  .tuple(fc.nat(1e9), fc.integer({ min: 1, max: 1e9 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const address = fc.record(
  {
    view: fc.constantFrom(...runViews),
    step: fc.string({ minLength: 1, maxLength: 50 }),
    q: fc.string({ minLength: 1, maxLength: 50 }),
    kinds: fc.subarray([...stepKinds]),
    failed: fc.boolean(),
    minMs: fc.integer({ min: 1, max: 1e9 }),
    zoom: span,
    foldIdle: fc.boolean(),
    critical: fc.boolean(),
  },
  { requiredKeys: ["view", "kinds", "failed", "foldIdle", "critical"] },
);

test("an address says again what it was made from, and leaves what is not its own", () => {
  fc.assert(
    fc.property(address, (one: RunAddress) => {
      const query = new URLSearchParams(writeRunAddress(new URLSearchParams("tab=input&kind=tool&step=old"), one));
      expect(readRunAddress(query)).toEqual(one);
      expect(query.get("tab")).toBe("input");
    }),
  );
});

test("what makes no sense is left out", () => {
  const odd = readRunAddress(new URLSearchParams("view=x&t=9-3&minMs=-1&kind=nope&kind=tool&err=2"));
  expect(odd).toEqual({ view: "timeline", kinds: ["tool"], failed: false, foldIdle: false, critical: false });
});

test("of a search that is too long its beginning is looked for", () => {
  expect(readRunAddress(new URLSearchParams(`q=${"x".repeat(5_000)}`)).q).toBe("x".repeat(200));
});
