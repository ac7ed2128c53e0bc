import { join } from "node:path";
import { openDatabase } from "@/db/database";
import { childPath } from "@/server/domain/step-path";
import { writeRun, type WrittenStep } from "./written-run";

/** Runs of shapes no agent of ours would make at will, or not in a test's time. They belong to the agent "writer". */
const begunAt = 1_750_000_000_000;
export const [widest, deepest] = [3_000, 130];

const root = (more: Partial<WrittenStep> = {}): WrittenStep => ({
  n: 1,
  kind: "agent",
  path: "writer",
  startedAt: begunAt,
  endedAt: begunAt + 10_000,
  ...more,
});

/** Two actions, five model calls and an evaluator, each where one can reckon it. */
export const barTimes: readonly { name: string; kind: string; from: number; to: number; under?: string }[] = [
  { name: "look", kind: "action", from: 500, to: 4_500 },
  { name: "fast", kind: "model", from: 600, to: 1_600, under: "look" },
  { name: "slow", kind: "model", from: 1_700, to: 3_900, under: "look" },
  { name: "act", kind: "action", from: 5_000, to: 9_000 },
  { name: "first", kind: "model", from: 5_000, to: 6_250, under: "act" },
  { name: "second", kind: "model", from: 5_750, to: 8_125, under: "act" },
  { name: "third", kind: "model", from: 8_200, to: 8_201, under: "act" },
  { name: "judge", kind: "evaluator", from: 9_100, to: 9_900 },
];

function bars(): WrittenStep[] {
  const numbers = new Map(barTimes.map(({ name }, at) => [name, at + 2]));
  const ordinals = new Map<number, number>();
  return [
    root(),
    ...barTimes.map(({ name, kind, from, to, under }, at) => {
      const parent = (under === undefined ? undefined : numbers.get(under)) ?? 1;
      const ordinal = ordinals.get(parent) ?? 0;
      ordinals.set(parent, ordinal + 1);
      const path = childPath(under === undefined ? "writer" : `writer.${under}`, name, 1);
      return { n: at + 2, parent, ordinal, kind, path, startedAt: begunAt + from, endedAt: begunAt + to };
    }),
  ];
}

const markup = `<script>alert("name")</script><img src=x onerror=alert(1)>`;
export const oddNames = [
  "رحلة العودة",
  "👩‍🚀 moon 🌕",
  "\u202Ereversed",
  markup,
  "javascript:alert(1)",
  `long ${"x".repeat(9_995)}`,
];

function odd(): WrittenStep[] {
  const step = (n: number, more: Partial<WrittenStep>): WrittenStep => ({
    n,
    parent: 1,
    ordinal: n - 2,
    startedAt: begunAt + n * 100,
    ...more,
  });
  const hostile = {
    preview: markup,
    attributes: JSON.stringify({ link: "javascript:alert(2)", [markup]: markup }),
    error: JSON.stringify({ code: "Error", message: `${markup} [x](javascript:alert(3)) ![i](http://127.0.0.1:9/pixel.png)` }),
    status: "error",
  };
  return [
    root(),
    step(2, { path: "writer.no_time", endedAt: begunAt + 200 }),
    step(3, { path: "writer.clock_back", endedAt: begunAt - 5_000 }),
    step(4, { path: "writer.no_end", endedAt: null, endedSeq: null, status: "running" }),
    ...oddNames.map((name, at) => step(5 + at, { path: childPath("writer", name, 1), ...(name === markup ? hostile : {}) })),
    step(20, { parent: 999, ordinal: 0, path: "writer.lost.orphan" }),
    step(21, { parent: 20, ordinal: 0, path: "writer.lost.orphan.child" }),
  ];
}

const deep = (): WrittenStep[] =>
  Array.from({ length: deepest }, (_, at) => ({
    n: at + 1,
    parent: at === 0 ? null : at,
    ordinal: 0,
    kind: at === 0 ? "agent" : "flow",
    path: ["writer", ...Array.from({ length: at }, (_step, level) => `level_${level + 1}`)].join("."),
    startedAt: begunAt + at,
    endedAt: begunAt + 1_000 - at,
  }));

/** One failure far down. */
const wide = (): WrittenStep[] => [
  root(),
  ...Array.from({ length: widest }, (_, at) => ({
    n: at + 2,
    parent: 1,
    ordinal: at,
    path: childPath("writer", at % 2 === 0 ? "fetch" : "store", Math.floor(at / 2) + 1),
    startedAt: begunAt + at * 3,
    endedAt: begunAt + at * 3 + 2,
    ...(at === 2_345 ? { status: "error", error: JSON.stringify({ code: "Error", message: "the 2,346th failed" }) } : {}),
  })),
];

/** Many of a kind, one of them failed; then one that was tried three times. */
const alike = (): WrittenStep[] => [
  root(),
  ...Array.from({ length: widest }, (_, at) => ({
    n: at + 2,
    parent: 1,
    ordinal: at,
    path: `writer.page_${at}`,
    startedAt: begunAt + at,
    endedAt: begunAt + at + 1,
    ...(at === 1_234 ? { status: "error", error: JSON.stringify({ code: "Error", message: "page 1234 was empty" }) } : {}),
  })),
  ...Array.from({ length: 3 }, (_, at) => ({
    n: widest + 2 + at,
    parent: 1,
    ordinal: widest + at,
    path: childPath("writer", "publish", at + 1),
    startedAt: begunAt + 5_000 + at * 10,
    endedAt: begunAt + 5_005 + at * 10,
    ...(at < 2 ? { status: "error", error: JSON.stringify({ code: "Error", message: "busy" }) } : {}),
  })),
];

export async function writeOddRuns(dataDir: string): Promise<void> {
  const { db } = await openDatabase(dataDir, join(process.cwd(), "db/migrations"));
  await writeRun(db, "odd_bars", bars(), { endedAt: begunAt + 10_000 });
  await writeRun(db, "odd_shapes", odd(), { endedAt: begunAt + 10_000, errors: 1 });
  await writeRun(db, "odd_deep", deep(), { endedAt: begunAt + 1_000 });
  await writeRun(db, "odd_wide", wide(), { endedAt: begunAt + 10_000, errors: 1 });
  await writeRun(db, "odd_alike", alike(), { endedAt: begunAt + 10_000, errors: 3 });
  await writeRun(db, "odd_start", [root({ endedAt: null, endedSeq: null, status: "running" })], {
    endedAt: null,
    status: "cancelled",
  });
  await writeRun(db, "odd_none", [], { endedAt: begunAt });
  await db.close();
}
