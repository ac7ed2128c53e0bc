import fc from "fast-check";
import { expect, test } from "vitest";
import { datasetTabs, readDatasetAddress, writeDatasetAddress, type DatasetAddress } from "./dataset-address";

const version = fc.integer({ min: 1, max: 1_000_000 });
const text = fc.string({ minLength: 1, maxLength: 200, unit: "grapheme-ascii" });

test("what is written is read back, whatever it is", () => {
  const some = fc.record(
    {
      tab: fc.constantFrom(...datasetTabs),
      version,
      q: text,
      item: text,
      diff: fc.record({ a: version, b: version }),
    },
    { requiredKeys: ["tab"] },
  );
  fc.assert(
    fc.property(some, (address) => {
      const back = readDatasetAddress(new URLSearchParams(writeDatasetAddress(address)));
      // A comparison belongs to the versions, where nothing else is said.
      const tab = address.tab === "items" && address.diff ? "versions" : address.tab;
      expect(back).toEqual({ ...address, tab } satisfies DatasetAddress);
    }),
  );
});

test("nonsense in the address is no version, no tab, no comparison", () => {
  const read = (query: string) => readDatasetAddress(new URLSearchParams(query));
  expect(read("tab=nothing&version=0&diff=3")).toEqual({ tab: "items" });
  expect(read("version=-1&diff=a..b&q=")).toEqual({ tab: "items" });
  expect(read("version=1e3")).toEqual({ tab: "items" });
  expect(read("diff=3..5")).toEqual({ tab: "versions", diff: { a: 3, b: 5 } });
  expect(read("add=")).toEqual({ tab: "items", add: "" });
  expect(read("add=one&item=two")).toEqual({ tab: "items", item: "two" });
});
