import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import type { Score } from "@/server/domain/score";
import { effectiveScores } from "@/server/domain/effective-scores";
import { hourOf } from "@/server/domain/trends";
import { deleteScores } from "@/server/scores/detach-scores";
import { putScores } from "@/server/scores/put-scores";
import { deleteRunRows, endRuns, insertRuns, takeRuns, updateProgress, type NewRun } from "@/server/runs/store";
import { agentFile, openTestConsole } from "@/server/testing/test-console";

let console: Awaited<ReturnType<typeof openTestConsole>>;
beforeAll(async () => {
  console = await openTestConsole({
    files: {
      "agents/fine.ts": agentFile("fine", `return ctx.step("a", () => 1);`),
      "agents/bad.ts": agentFile("bad", `throw new Error("no");`),
    },
  });
});
afterAll(() => console.close());

const hourMs = 3_600_000;
/** Long past: sums of such days are kept, and every deed below has to undo that. */
const firstHour = 400_000;
const start = firstHour * hourMs;
const endings = ["completed", "error", "timeout", "cancelled"] as const;

const run = fc.record({
  agentId: fc.constantFrom("fine", "bad"),
  agentRevision: fc.constantFrom("r1", "r2"),
  createdAt: fc.integer({ min: start, max: start + 6 * hourMs - 1 }),
  datasetRunId: fc.option(fc.constant("eval_1"), { nil: null }),
  /** Never taken, taken, or come as it is from elsewhere. */
  how: fc.constantFrom("pending", "taken", "imported"),
  lasts: fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 50_000 }),
    fc.integer({ min: 0, max: 90 * 86_400_000 }),
  ),
  ends: fc.option(fc.constantFrom(...endings), { nil: null }),
  usage: fc.option(
    fc.record({ inputTokens: fc.nat(9), outputTokens: fc.nat(9), costMicroUsd: fc.option(fc.nat(99), { nil: null }) }),
    {
      nil: null,
    },
  ),
});
type Made = (typeof run extends fc.Arbitrary<infer Value> ? Value : never) & { key: number };

const score = fc.record({
  of: fc.nat(),
  scorer: fc.constantFrom("exact", "judge"),
  source: fc.constantFrom("code", "judge", "human"),
  value: fc.option(fc.constantFrom(0, 0.25, 0.5, 1), { nil: null }),
  pass: fc.option(fc.boolean(), { nil: undefined }),
});

const deed = fc.oneof(
  { arbitrary: fc.record({ what: fc.constant("score" as const), score }), weight: 4 },
  fc.record({ what: fc.constant("unscore" as const), of: fc.nat() }),
  fc.record({ what: fc.constant("delete" as const), of: fc.nat() }),
  // As an import does, that learns of an earlier begin, or of more tokens.
  fc.record({
    what: fc.constant("correct" as const),
    of: fc.nat(),
    earlier: fc.integer({ min: 0, max: 2 * hourMs }),
    more: fc.nat(9),
  }),
  fc.record({ what: fc.constant("end again" as const), of: fc.nat() }),
);

const counts = { steps: 1, actions: 0, modelCalls: 0, tools: 0, evaluators: 0, errors: 0 };

async function make({ db }: typeof console.ctx, made: Made): Promise<void> {
  const { key, agentId, agentRevision, createdAt, datasetRunId, how, lasts, ends, usage } = made;
  const row: NewRun = { key, id: `run_${key}`, agentId, agentRevision, createdAt, datasetRunId, status: "pending" };
  const endedAt = createdAt + lasts;
  if (how === "imported" && ends)
    return void (await db.write([insertRuns([{ ...row, status: ends, startedAt: createdAt, endedAt, ...usage }])]));
  await db.write([insertRuns([row])]);
  const used = how === "taken" && usage ? { ...usage, costMicroUsd: usage.costMicroUsd ?? undefined } : undefined;
  const progress = { key, lastSeq: 2, workedMs: 1, counts, usage: used as never };
  if (how === "taken") {
    await db.write([takeRuns([{ key, take: 1, startedAt: createdAt, recoveries: 0 }])]);
    await db.write([updateProgress([progress])]);
  }
  if (ends) await db.write([endRuns([{ ...progress, status: ends, endedAt, error: null, resultType: null, resultRef: null }])]);
}

type Row = {
  key: number;
  agentId: string;
  revision: string;
  status: string;
  createdAt: number;
  durationMs: number | null;
  inputTokens: number | null;
  costMicroUsd: number | null;
  inDatasetRun: number;
};

/** From the runs themselves, one by one. */
async function bruteForce({ db }: typeof console.ctx, fits: (row: Row) => boolean) {
  const all = await db.read
    .all<Row>(sql`SELECT key, agent_id AS agentId, agent_revision AS revision, status, created_at AS createdAt,
    max(0, ended_at - started_at) AS durationMs, input_tokens AS inputTokens, cost_micro_usd AS costMicroUsd, dataset_run_id IS NOT NULL AS inDatasetRun
    FROM runs`);
  const fitting = all.filter(fits);
  const rows = fitting.filter(({ status }) => endings.some((ending) => ending === status));
  const said = await db.read.all<Score & { runKey: number; passes: number }>(
    sql`SELECT run_key AS runKey, scorer, source, value, coalesce(pass, value >= 0.5) AS passes FROM scores`,
  );
  // A person may judge what still goes on.
  const scores = fitting
    .flatMap(({ key }) => effectiveScores(said.filter(({ runKey }) => runKey === key)))
    .filter(({ value }) => value !== null);
  const sum = (values: (number | null)[]) => {
    const known = values.flatMap((value) => value ?? []);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0);
  };
  const durations = rows.flatMap((row) => (row.status === "cancelled" ? [] : (row.durationMs ?? []))).toSorted((a, b) => a - b);
  return {
    runs: Object.fromEntries(endings.map((status) => [status, rows.filter((row) => row.status === status).length])),
    inputTokens: sum(rows.map((row) => row.inputTokens)),
    costMicroUsd: sum(rows.map((row) => row.costMicroUsd)),
    quantile: (part: number) => durations[Math.max(0, Math.ceil(part * durations.length) - 1)],
    scores: Object.fromEntries(
      [...new Set(scores.map(({ scorer }) => scorer))].map((scorer) => {
        const of = scores.filter((one) => one.scorer === scorer);
        return [
          scorer,
          { n: of.length, mean: (sum(of.map(({ value }) => value)) ?? 0) / of.length, passes: sum(of.map((one) => one.passes)) },
        ];
      }),
    ),
  };
}

async function compare(filter: { agentId?: string; revision?: string; datasetRuns: boolean }, edges: number[]): Promise<void> {
  const { points, whole } = await console.caller.trends.get({ edges, ...filter });
  const last = points.at(-1)?.to ?? 0;
  for (const point of [...points, { ...whole, from: points[0]?.from ?? 0, to: last }]) {
    const expected = await bruteForce(
      console.ctx,
      (row) =>
        (filter.agentId ?? row.agentId) === row.agentId &&
        (filter.revision ?? row.revision) === row.revision &&
        (filter.datasetRuns || row.inDatasetRun === 0) &&
        row.createdAt >= point.from &&
        row.createdAt < point.to,
    );
    expect(point.runs).toEqual(expected.runs);
    expect(point.inputTokens).toBe(expected.inputTokens);
    expect(point.costMicroUsd).toBe(expected.costMicroUsd);
    for (const [part, found] of [
      [0.5, point.p50],
      [0.95, point.p95],
    ] as const) {
      const exact = expected.quantile(part);
      if (exact === undefined) expect(found).toBeUndefined();
      else expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(exact / 8);
    }
    expect(Object.keys(point.scores).toSorted()).toEqual(Object.keys(expected.scores).toSorted());
    for (const [scorer, { n, mean, passes = 0 }] of Object.entries(expected.scores)) {
      expect(point.scores[scorer]?.n).toBe(n);
      expect(point.scores[scorer]?.mean).toBeCloseTo(mean, 9);
      expect(point.scores[scorer]?.passRate).toBeCloseTo(passes / n, 9);
    }
  }
}

test("what is kept is what the runs say, whatever became of them", async () => {
  const { ctx } = console;
  await fc.assert(
    fc.asyncProperty(
      fc.array(run, { minLength: 1, maxLength: 10 }),
      fc.array(deed, { minLength: 5, maxLength: 40, size: "max" }),
      fc.uniqueArray(fc.integer({ min: firstHour - 3, max: firstHour + 8 }), { minLength: 2, maxLength: 6 }),
      async (made, deeds, hours) => {
        // Of an example that failed before.
        await ctx.db.write(
          ["runs", "scores", "run_trends", "score_trends"].map((table) => ({ sql: `DELETE FROM ${table}`, args: [] })),
        );
        const runs = made.map((one): Made => ({ ...one, key: ctx.db.nextRunKey() }));
        for (const one of runs) await make(ctx, one);
        const keyOf = (n: number) => runs[n % runs.length]?.key ?? 0;
        for (const one of deeds) {
          if (one.what === "score") {
            const { of, pass, source, ...rest } = one.score;
            const verdict: Score = { ...rest, source, ...(pass === undefined ? {} : { pass }) };
            await putScores(ctx.db, new Map([[keyOf(of), [verdict]]]));
          } else if (one.what === "unscore") await ctx.db.write([deleteScores(keyOf(one.of))]);
          else if (one.what === "delete") await ctx.db.write([...deleteRunRows(keyOf(one.of)), deleteScores(keyOf(one.of))]);
          else if (one.what === "correct")
            await ctx.db.write([
              {
                sql: "UPDATE runs SET created_at = created_at - ?1, started_at = started_at - ?1, input_tokens = coalesce(input_tokens, 0) + ?2, cost_micro_usd = NULL WHERE key = ?3",
                args: [one.earlier, one.more, keyOf(one.of)],
              },
            ]);
          else
            await ctx.db.write([
              endRuns([
                {
                  key: keyOf(one.of),
                  lastSeq: 2,
                  workedMs: 1,
                  counts,
                  usage: undefined,
                  status: "error",
                  endedAt: start + 9 * hourMs,
                  error: null,
                  resultType: null,
                  resultRef: null,
                },
              ]),
            ]);
        }
        const edges = hours.toSorted((a, b) => a - b).map((hour) => hour * hourMs + (hour % 7));
        for (const datasetRuns of [true, false]) await compare({ datasetRuns }, edges);
        await compare({ agentId: "fine", datasetRuns: true }, edges);
        await compare({ agentId: "bad", revision: "r1", datasetRuns: true }, edges);
        // What has gone altogether leaves nothing.
        await ctx.db.write(runs.flatMap(({ key }) => [...deleteRunRows(key), deleteScores(key)]));
        const { points, whole } = await console.caller.trends.get({ edges });
        for (const point of [...points, whole])
          expect([...Object.values(point.runs), ...Object.keys(point.scores)]).toEqual([0, 0, 0, 0]);
      },
    ),
    { numRuns: 40 },
  );
});

test("runs of the engine count where they were made, with their scores, and by revision", async () => {
  const { caller, runToEnd } = console;
  const good = await runToEnd("fine");
  await runToEnd("fine");
  const bad = await runToEnd("bad");
  await caller.scores.put({ runId: good.runId, scorer: "kind", value: 0.75 });
  const hour = hourOf(good.createdAt) * hourMs;
  const edges = [hour - hourMs, hour, hourOf(bad.createdAt) * hourMs + hourMs];
  const { points } = await caller.trends.get({ edges, agentId: "fine" });
  expect(points[0]?.runs.completed).toBe(0);
  expect(points[0]).not.toHaveProperty("p50");
  expect(points[1]).toMatchObject({ runs: { completed: 2, error: 0 }, scores: { kind: { mean: 0.75, n: 1, passRate: 1 } } });
  const { figures } = await caller.trends.ofRevisions({ agentId: "bad", days: 7 });
  expect(figures[bad.agentRevision]?.runs).toEqual({ completed: 0, error: 1, timeout: 0, cancelled: 0 });
  const { figures: byAgent } = await caller.trends.ofAgents({ agentIds: ["fine", "nobody"], days: 7 });
  expect(Object.keys(byAgent)).toEqual(["fine"]);
  await expect(caller.trends.get({ edges: [edges[1] ?? 0, edges[1] ?? 0] })).rejects.toThrow(/different hours/);
});
