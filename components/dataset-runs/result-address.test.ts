import fc from "fast-check";
import { expect, test } from "vitest";
import { readResultAddress, writeResultAddress, type ResultAddress } from "./result-address";

const read = (query: string) => readResultAddress(new URLSearchParams(query));

test("what was written is read again", () => {
  const address: fc.Arbitrary<ResultAddress> = fc.record(
    {
      view: fc.constantFrom<ResultAddress["view"]>("failures", "all"),
      status: fc.constantFrom<ResultAddress["status"]>([], ["error"], ["error", "timeout"]),
      scorer: fc.constantFrom("exact-match", "a&b=c", "Ü"),
      q: fc.constantFrom("refund", "50 %", "#?&"),
      baseline: fc.constantFrom("eval_20261121_101010_ab12"),
      item: fc.constantFrom("ticket-01", "with space"),
    },
    { requiredKeys: ["view", "status"] },
  );
  fc.assert(
    fc.property(address, (one) => {
      expect(read(writeResultAddress(one))).toEqual(one);
    }),
  );
});

test("what cannot be is passed over", () => {
  expect(read("view=regressed")).toEqual({ view: "failures", status: [] });
  expect(read("view=regressed&baseline=eval_1")).toEqual({ view: "regressed", status: [], baseline: "eval_1" });
  expect(read("view=x&status=done&status=nothing&min=0.5&q=&baseline=../x")).toEqual({ view: "failures", status: ["completed"] });
  expect(read("scorer=a&min=zero&max=0.25")).toEqual({ view: "failures", status: [], scorer: "a", max: 0.25 });
});
