import fc from "fast-check";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { rootStep, type FromHost, type Report, type StepRecord } from "@/server/domain/host-protocol";
import { planRerun, type PlannedStep } from "@/server/domain/rerun-plan";
import type { AgentContext } from "@/server/sdk/agent-context";
import { defineAgent } from "@/server/sdk/trackside";
import { executeRun } from "./execute-run";
import { Outbox } from "./outbox";
import { RunEvents } from "./run-events";
import { RunningRun } from "./running-run";

/** A program of steps: what an agent could be, with names that repeat and, where order may vary, inputs that differ. */
type Part =
  | { is: "step"; name: string; input: number; turns: number; fails: boolean }
  | { is: "note"; text: string }
  | { is: "flow"; name: string; body: Part[] }
  | { is: "together"; branches: Part[][] }
  | { is: "map"; name: string; count: number; concurrency: number; body: Part[] };

const name = fc.constantFrom("a", "b");
const { program } = fc.letrec<{ program: Part[]; part: Part }>((tie) => ({
  program: fc.array(tie("part"), { maxLength: 4 }),
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ is: fc.constant("step" as const), name, input: fc.nat(1e9), turns: fc.nat(3), fails: fc.boolean() }),
    fc.record({ is: fc.constant("note" as const), text: fc.string({ maxLength: 5 }) }),
    fc.record({ is: fc.constant("flow" as const), name, body: tie("program") }),
    fc.record({ is: fc.constant("together" as const), branches: fc.array(tie("program"), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      is: fc.constant("map" as const),
      name,
      count: fc.nat(3),
      concurrency: fc.integer({ min: 1, max: 3 }),
      body: tie("program"),
    }),
  ),
}));

type Ran = { of: string; take: number };

/** Interprets a program; what a step did is told to the outside, beside the record. */
async function interpret(
  ctx: AgentContext,
  parts: Part[],
  at: string,
  ran: (of: string) => void,
  jitter: () => number,
): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const [i, part] of parts.entries()) {
    const here = `${at}/${i}`;
    if (part.is === "note") await ctx.log(part.text);
    else if (part.is === "step") results.push(await doStep(ctx, part, here, ran, jitter));
    // Flows have no input to be told apart by: where several go at once, the rule asks for names of their own.
    else if (part.is === "flow")
      results.push(await ctx.flow(own(part.name, at), () => interpret(ctx, part.body, here, ran, jitter)));
    else if (part.is === "map")
      results.push(
        await ctx.map(
          own(part.name, at),
          Array.from({ length: part.count }, (_, n) => n),
          { concurrency: part.concurrency },
          (n) => interpret(ctx, part.body, `${here}:${n}`, ran, jitter),
        ),
      );
    else
      results.push(
        await Promise.all(
          part.branches.map(async (branch, b) => {
            for (let n = jitter(); n > 0; n--) await turn();
            return interpret(ctx, branch, `${here}|${b}`, ran, jitter);
          }),
        ),
      );
  }
  return results;
}

const own = (flow: string, at: string): string => (at.includes("|") ? `${flow}${at}` : flow);

async function doStep(
  ctx: AgentContext,
  part: Part & { is: "step" },
  here: string,
  ran: (of: string) => void,
  jitter: () => number,
) {
  // The input names the place in the program: of two of the same name at once, each has its own.
  const input = { here, value: part.input };
  try {
    return await ctx.step(part.name, { kind: "tool", input }, async ({ value }) => {
      ran(here);
      for (let n = part.turns + jitter(); n > 0; n--) await turn();
      if (part.fails) throw new RangeError(`no ${value}`);
      return { got: value };
    });
  } catch (thrown) {
    return `failed: ${(thrown as Error).message}`;
  }
}

/** One take of a run in a host whose console is gone after so many reports: what came later was never recorded. */
async function take(
  parts: Part[],
  records: StepRecord[],
  number: number,
  recordAtMost: number,
  ran: Ran[],
  jitter: () => number,
  rerun = false,
) {
  const recorded: Report[] = [];
  let cut: () => void = () => {};
  const isCut = new Promise<void>((resolve) => (cut = resolve));
  const outbox = new Outbox((message: FromHost) => {
    if (message.type !== "reports") return;
    const room = recordAtMost - recorded.length;
    recorded.push(...message.reports.slice(0, room));
    if (message.reports.length > room) cut();
    else setImmediate(() => outbox.becameDurable(message.upTo));
  });
  const agent = defineAgent({
    id: "program",
    run: (ctx) => interpret(ctx, parts, "", (of) => ran.push({ of, take: number }), jitter),
  });
  const taken = {
    key: 1,
    take: number,
    runId: "run_1",
    agentId: "program",
    attempt: 1,
    recoveries: number - 1,
    begun: number > 1,
    resumed: rerun,
    rerun,
    staticInputs: "{}",
    input: "null",
    records,
  };
  const diverged = (recordedStep: string, wanted: string): void => expect.fail(`diverged: ${recordedStep} against ${wanted}`);
  const run = new RunningRun(taken, { outbox, events: new RunEvents([], () => {}), diverged, order: undefined });
  const ended = executeRun(run, agent as never, (trouble) => expect.fail(trouble)).then(() => outbox.drain());
  await Promise.race([ended, isCut]);
  run.close();
  return recorded;
}

/** What a console would have in its rows after these reports. */
function recordsOf(before: StepRecord[], reports: Report[]): StepRecord[] {
  const records = new Map(before.map((record) => [record.n, { ...record }]));
  for (const report of reports)
    if (report.is === "begin" || report.is === "note") {
      const { n, parent, ordinal, kind, path, attempt, at } = report;
      const status = report.is === "note" ? ("completed" as const) : ("running" as const);
      const record: StepRecord = { n, parent, ordinal, kind, path, attempt, startedAt: at, status };
      if (report.fingerprint !== undefined) record.fingerprint = report.fingerprint;
      if (report.is === "note") record.output = report.output;
      records.set(n, record);
    } else if (report.is === "end") {
      const record = records.get(report.n);
      if (!record) continue;
      record.status = report.status;
      if (report.output !== undefined) record.output = report.output;
      if (report.error) record.error = report.error;
    }
  return [...records.values()].toSorted((a, b) => a.n - b.n);
}

const endOf = (reports: Report[]) => reports.find((report) => report.is === "run-end");
/** Without the numbers of same-named siblings: which of several at once is the second may differ. */
const shapeOf = (records: StepRecord[]) =>
  records.map(({ path, kind, status }) => `${kind} ${path.replace(/#\d+/g, "")} ${status}`).toSorted();

test("a run cut off anywhere, any number of times, ends as one that never was, and does nothing recorded again", async () => {
  await fc.assert(
    fc.asyncProperty(
      program,
      fc.array(fc.nat(12), { maxLength: 4 }),
      fc.infiniteStream(fc.nat(2)),
      async (parts, cuts, noise) => {
        const jitter = (): number => Number(noise.next().value);
        const plainRan: Ran[] = [];
        const plain = await take(parts, [], 1, Infinity, plainRan, () => 0);

        const ran: Ran[] = [];
        let records: StepRecord[] = [];
        let number = 0;
        let last: Report[] = [];
        for (const cut of [...cuts, Infinity]) {
          number++;
          const endedBefore = new Set(
            records.filter((record) => record.status !== "running").map((record) => record.fingerprint),
          );
          last = await take(parts, records, number, cut, ran, jitter);
          // Nothing whose end was recorded before this take began once more in it.
          for (const report of last)
            if (report.is === "begin" && report.fingerprint !== undefined) expect(endedBefore).not.toContain(report.fingerprint);
          records = recordsOf(records, last);
          if (endOf(last)) break;
        }
        expect(endOf(last)).toMatchObject({ status: "completed", result: (endOf(plain) as { result: string }).result });
        expect(shapeOf(records)).toEqual(shapeOf(recordsOf([], plain)));
        const times = new Map<string, number>();
        for (const { of } of ran) times.set(of, (times.get(of) ?? 0) + 1);
        expect([...times.keys()].toSorted()).toEqual(plainRan.map(({ of }) => of).toSorted());
        // Once, and at most once more for each crash.
        for (const count of times.values()) expect(count).toBeLessThanOrEqual(number);
      },
    ),
    { numRuns: Number(process.env["TRACKSIDE_REPLAY_PROGRAMS"] ?? 400) },
  );
}, 120_000);

/** The steps as rows would have them, for planning: seqs in the order of the reports. */
function plannable(reports: Report[]): PlannedStep[] {
  const root = { n: rootStep, parent: null, path: "program", status: "completed" as const, begunSeq: 0, endedSeq: Infinity };
  const steps = new Map<number, PlannedStep>([[rootStep, root]]);
  for (const [seq, report] of reports.entries())
    if (report.is === "begin" || report.is === "note") {
      const { n, parent, path } = report;
      const ended = report.is === "note";
      steps.set(n, { n, parent, path, status: ended ? "completed" : "running", begunSeq: seq, endedSeq: ended ? seq : null });
    } else if (report.is === "end") Object.assign(steps.get(report.n) ?? {}, { status: report.status, endedSeq: seq });
  return [...steps.values()];
}

test("a re-run from any path gives the same result, and runs just what is not taken over", async () => {
  await fc.assert(
    fc.asyncProperty(program, fc.nat(), fc.infiniteStream(fc.nat(2)), async (parts, which, noise) => {
      const jitter = (): number => Number(noise.next().value);
      const first: Ran[] = [];
      const plain = await take(parts, [], 1, Infinity, first, jitter);
      const steps = plannable(plain);
      const from = steps[which % steps.length]?.path ?? "program";
      const plan = planRerun(steps, from);
      if (!plan) throw new Error("the path is one of the run's own");
      const [reused, opened] = [plan.reused, plan.opened].map((list) => new Set(list.map(({ n }) => n)));
      const records = recordsOf([], plain).flatMap((record): StepRecord[] => {
        if (reused?.has(record.n)) return [{ ...record, status: "reused" }];
        return opened?.has(record.n) ? [{ ...record, status: "running", attempt: 0 }] : [];
      });
      const again: Ran[] = [];
      const second = await take(parts, records, 2, Infinity, again, jitter, true);
      expect(endOf(second)).toMatchObject({ status: "completed", result: (endOf(plain) as { result: string }).result });
      const tools = recordsOf([], plain).filter((record) => record.kind === "tool");
      expect(again).toHaveLength(tools.filter((record) => !reused?.has(record.n)).length);
      expect(shapeOf(recordsOf(records, second)).map((each) => each.replace(/ \w+$/, ""))).toEqual(
        shapeOf(recordsOf([], plain)).map((each) => each.replace(/ \w+$/, "")),
      );
    }),
    { numRuns: Number(process.env["TRACKSIDE_REPLAY_PROGRAMS"] ?? 300) },
  );
}, 120_000);
