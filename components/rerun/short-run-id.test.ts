import { expect, test } from "vitest";
import { shortRunId } from "./short-run-id";

test("ids are cut to what tells them apart, foreign ones are not", () => {
  expect(shortRunId("run_20261120_141203_7f3a91c25bb10aa2")).toBe("run_…0aa2");
  expect(shortRunId("nightly_rerun_20261120_141203_7f3a91c25bb10aa2")).toBe("rerun_…0aa2");
  expect(shortRunId("run_nothing")).toBe("run_nothing");
});
