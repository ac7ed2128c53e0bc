import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestConsole } from "@/server/testing/test-console";
import { writeRun, type WrittenStep } from "@/server/testing/written-run";

let home: Awaited<ReturnType<typeof openTestConsole>>;
const at = (ordinal: number): number => 1_750_000_000_000 + ordinal * 10;
const child = (n: number, ordinal: number, name: string, more: Partial<WrittenStep> = {}): WrittenStep => ({
  n,
  parent: 1,
  ordinal,
  path: `writer.${name}`,
  startedAt: at(ordinal),
  endedAt: at(ordinal) + 5,
  ...more,
});
const root: WrittenStep = { n: 1, kind: "agent", path: "writer" };
const failed = { status: "error", error: JSON.stringify({ code: "Error", message: "no" }) };

/** Longer than what is read at once, with a plan in the middle, two tries that failed at its end, and a place that is nobody's. */
const long: WrittenStep[] = [
  root,
  ...Array.from({ length: 4_000 }, (_, n) =>
    n === 2_500
      ? child(n + 2, n, "planning", { kind: "planning" })
      : child(n + 2, n, `iter_${n}`, n === 70 ? failed : n === 3_999 ? { status: "running", endedAt: null, endedSeq: null } : {}),
  ),
  child(5_000, 4_001, "search", { ...failed, kind: "model" }),
  child(5_001, 4_002, "search#2", { ...failed, kind: "model" }),
  child(5_002, 4_003, "search#3", { kind: "model" }),
];
const patchwork: WrittenStep[] = [
  root,
  ...Array.from({ length: 9_000 }, (_, n) => child(n + 2, n, `${["a", "a", "b"][n % 3]}#${n + 1}`, n % 3 === 0 ? failed : {})),
];

beforeAll(async () => {
  home = await openTestConsole();
  await writeRun(home.ctx.db, "run_long", long);
  await writeRun(home.ctx.db, "run_patchwork", patchwork);
});
afterAll(() => home.close());

it("says which of very many children stand for one another, and what of theirs asks for attention", async () => {
  const [folds] = await home.caller.runs.folds({ runId: "run_long", of: [{ parent: "1" }] });
  const common = { name: "iter", kind: "tool", type: "alike", waiting: 0, cancelled: 0 };
  expect(folds).toEqual({
    parent: "1",
    upTo: 4_004,
    parts: [
      { ...common, from: 0, to: 2_500, failures: 1, open: 0, startedAt: at(0), endedAt: at(2_499) + 5 },
      { ...common, from: 2_501, to: 4_000, failures: 0, open: 1, startedAt: at(2_501), endedAt: undefined },
      expect.objectContaining({ type: "retries", name: "search", from: 4_001, to: 4_004, failures: 2 }),
    ],
  });
});

it("looks no further than it is asked to", async () => {
  const answer = await home.caller.runs.folds({ runId: "run_long", of: [{ parent: "1", upTo: 2_100 }, { parent: "2" }] });
  expect(answer).toMatchObject([
    { parent: "1", upTo: 2_100, parts: [{ from: 0, to: 2_100 }] },
    { parent: "2", upTo: 0, parts: [] },
  ]);
});

it("gives up on a patchwork, and says from where on", async () => {
  const [folds] = await home.caller.runs.folds({ runId: "run_patchwork", of: [{ parent: "1" }] });
  expect(folds?.parts).toHaveLength(2_000);
  expect(folds?.upTo).toBe(2_000 * 3 - 1);
});

it("comes with the first view of a long run", async () => {
  const outline = await home.caller.runs.outline({ runId: "run_long" });
  expect(outline).toMatchObject({ complete: false, folds: [{ parent: "1", upTo: 4_004 }] });
  expect((await home.caller.runs.outline({ runId: "run_long" })).folds).toEqual(outline.folds);
});
