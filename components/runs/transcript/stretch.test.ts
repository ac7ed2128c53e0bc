import { expect, test } from "vitest";
import type { TranscriptEntry } from "@/server/runs/list-transcript";
import { appendEntries, mostEntries, prependEntries, replaceEntries, windowOf } from "./stretch";

const entry = (seq: number, name = `s${seq}`): TranscriptEntry => ({
  step: {
    id: String(seq),
    path: name,
    name,
    ordinal: 0,
    childCount: 0,
    kind: "custom",
    status: "running",
    attempt: 1,
    startedAt: 0,
    durationMs: 0,
    begunSeq: seq,
  },
});
const entries = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => entry(from + at));
const read = (from: number, to: number, hasMore: boolean) => ({ entries: entries(from, to), again: [], hasMore });
const seqs = (of: { entries: readonly TranscriptEntry[] }) => of.entries.map(({ step }) => step.begunSeq);

test("grows at both ends without repeat, and knows where it ends", () => {
  const first = windowOf(read(5, 8, true), "end");
  expect(first).toMatchObject({ atStart: false, atEnd: true });
  const more = appendEntries(prependEntries(first, read(2, 5, true)), read(8, 9, false));
  expect(seqs(more)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  expect(prependEntries(more, read(1, 1, false))).toMatchObject({ atStart: true, atEnd: true });
});

test("what lies far behind is let go, and the end it lay at is open again", () => {
  const long = appendEntries(windowOf(read(1, mostEntries, true), "start"), read(mostEntries + 1, mostEntries + 3, false));
  expect(seqs(long)[0]).toBe(4);
  expect(long).toMatchObject({ atStart: false, atEnd: true });
  const back = prependEntries(long, read(1, 3, false));
  expect(back).toMatchObject({ atStart: true, atEnd: false });
  expect(seqs(back).at(-1)).toBe(mostEntries);
});

test("a later word on a step takes the place of the one before", () => {
  const now = windowOf(read(1, 3, false), "start");
  expect(replaceEntries(now, [entry(2, "other")]).entries[1]?.step.name).toBe("other");
});
