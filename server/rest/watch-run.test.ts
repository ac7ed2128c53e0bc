import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import { openHttpConsole, openingTakesMs, type HttpConsole } from "@/server/testing/http-console";
import { readStream } from "@/server/testing/read-stream";
import { agentFile } from "@/server/testing/test-console";

let console: HttpConsole;
let ended: RunSummary;
beforeAll(async () => {
  console = await openHttpConsole({
    files: {
      "steps.ts": agentFile(
        "steps",
        `for (let i = 0; i < input.steps; i++) await ctx.step("work", { input: { i } }, () => new Promise((done) => setTimeout(done, input.ms ?? 0, i)));
         while (input.file && !existsSync(input.file)) await new Promise((resolve) => setTimeout(resolve, 5));
         return "done";`,
        `import { existsSync } from "node:fs";`,
      ),
    },
  });
  ended = await console.startRun("steps", { input: { steps: 8 }, wait: true });
}, openingTakesMs);
afterAll(() => console.close());

type Delta = { id: number; run: RunSummary; steps: Step[] };
type Seen = {
  deltas: Delta[];
  closed: boolean;
  error?: { code: number; data: { code: string; httpStatus: number; problem: { status: number } } };
};

const open = (input: unknown, how: { header?: string; query?: string } = {}): Promise<Response> =>
  console.get(
    `/api/trpc/runs.watch?input=${encodeURIComponent(JSON.stringify(input))}${how.query === undefined ? "" : `&lastEventId=${how.query}`}`,
    { headers: { accept: "text/event-stream", ...(how.header === undefined ? {} : { "last-event-id": how.header }) } },
  );

/** Reads some deltas, or to the end; then hangs up. */
async function read(answer: Response, most = Infinity): Promise<Seen> {
  const seen: Seen = { deltas: [], closed: false };
  for await (const { id, event, data } of readStream(answer)) {
    if (event === "serialized-error") return { ...seen, error: JSON.parse(data) as NonNullable<Seen["error"]> };
    if (event === "return") return { ...seen, closed: true };
    if (id === undefined) continue;
    seen.deltas.push({ id: Number(id), ...(JSON.parse(data) as { run: RunSummary; steps: Step[] }) });
    if (seen.deltas.length >= most) break;
  }
  return seen;
}

const lastSeqOf = (step: Step): number => step.endedSeq ?? step.begunSeq;
/** What a page knows after it has heard these: the last word on each step. */
const known = (deltas: Delta[]): Step[] =>
  [...new Map(deltas.flatMap(({ steps }) => steps).map((step) => [step.id, step])).values()].toSorted(
    (a, b) => a.begunSeq - b.begunSeq,
  );

const listeners = async (): Promise<number> => (await console.observe()).listeners;

describe("watching a run that has ended", () => {
  test("tells all of it and closes", async () => {
    const answer = await open({ runId: ended.runId });
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answer.headers.get("cache-control")).toMatch(/no-cache|no-store/);
    const { deltas, closed } = await read(answer);
    expect(closed).toBe(true);
    expect(deltas.at(-1)?.run).toMatchObject({ runId: ended.runId, status: "completed", result: { data: "done" } });
    expect(known(deltas)).toHaveLength(9);
    for (const step of known(deltas)) expect(step).toMatchObject({ status: "completed" });
  });

  test("after any of its seqs tells what is later, by header and by address alike", async () => {
    const all = known((await read(await open({ runId: ended.runId }))).deltas);
    const last = Math.max(...all.map(lastSeqOf));
    for (let seq = 0; seq <= last; seq++) {
      const [one, other] = await Promise.all([
        read(await open({ runId: ended.runId }, { header: String(seq) })),
        read(await open({ runId: ended.runId }, { query: String(seq) })),
      ]);
      expect(known(one.deltas).map((step) => step.id)).toEqual(
        all.filter((step) => lastSeqOf(step) > seq).map((step) => step.id),
      );
      expect(known(other.deltas).map((step) => step.id)).toEqual(known(one.deltas).map((step) => step.id));
      expect([one.closed, one.deltas.at(-1)?.id]).toEqual([true, last]);
    }
  });
});

describe("watching a run that goes on", () => {
  test("tells each change in order, each once, and its end", async () => {
    const run = await console.startRun("steps", { input: { steps: 40, ms: 2 } });
    const { deltas, closed } = await read(await open({ runId: run.runId }));
    expect(closed).toBe(true);
    const ids = deltas.map((delta) => delta.id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    for (const [at, { id, steps }] of deltas.entries()) {
      for (const step of steps) {
        expect(lastSeqOf(step)).toBeGreaterThan(deltas[at - 1]?.id ?? 0);
        expect(step.begunSeq).toBeLessThanOrEqual(id);
      }
    }
    expect(deltas.at(-1)?.run.status).toBe("completed");
    expect(known(deltas).map((step) => step.status)).toEqual(Array.from({ length: 41 }, () => "completed"));
  });

  test("cut off and taken up again at any moment misses nothing", async () => {
    const run = await console.startRun("steps", { input: { steps: 60, ms: 2 } });
    const follow = async (size: number): Promise<Delta[]> => {
      const all: Delta[] = [];
      for (;;) {
        const last = all.at(-1)?.id;
        const { deltas, closed } = await read(
          await open({ runId: run.runId }, last === undefined ? {} : { header: String(last) }),
          size,
        );
        all.push(...deltas);
        if (closed || deltas.at(-1)?.run.status === "completed") return all;
      }
    };
    const whole = known((await read(await open({ runId: run.runId }))).deltas);
    for (const deltas of await Promise.all([1, 2, 3, 5].map(follow))) {
      expect(known(deltas).map((step) => [step.id, step.status])).toEqual(whole.map((step) => [step.id, step.status]));
      expect(deltas.at(-1)?.run).toMatchObject({ status: "completed" });
    }
  });

  test("leaves nobody listening when the watcher hangs up", async () => {
    const before = await listeners();
    const file = join(console.home, "gate");
    const run = await console.startRun("steps", { input: { steps: 2, file } });
    const watchers = await Promise.all(
      Array.from({ length: 12 }, () => {
        const input = encodeURIComponent(JSON.stringify({ runId: run.runId }));
        return console.get(`/api/trpc/runs.watch?input=${input}`);
      }),
    );
    while ((await listeners()) !== before + 12);
    for (const watcher of watchers) await watcher.body?.cancel();
    while ((await listeners()) !== before);
    await writeFile(file, "");
    expect((await read(await open({ runId: run.runId }))).closed).toBe(true);
    expect(console.output()).not.toMatch(/Error/);
  });
});

describe("what cannot be watched", () => {
  test("is told as what it is", async () => {
    const cases: [input: unknown, how: { header?: string; query?: string }, status: number][] = [
      [{ runId: "nope" }, {}, 404],
      [{ runId: "../x" }, {}, 400],
      [{}, {}, 400],
      [{ runId: ended.runId, nope: 1 }, {}, 400],
      [{ runId: ended.runId }, { header: "x" }, 400],
      [{ runId: ended.runId }, { query: "-1" }, 400],
      [{ runId: ended.runId }, { query: "9".repeat(30) }, 400],
    ];
    for (const [input, how, status] of cases) {
      const { deltas, error } = await read(await open(input, how));
      expect([input, how, deltas.length]).toEqual([input, how, 0]);
      expect(error?.data).toMatchObject({ httpStatus: status, problem: { status } });
    }
  });
});
