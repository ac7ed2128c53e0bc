import type { ForeignRun, ForeignStep } from "@/server/domain/foreign-run";
import { firstGrafted } from "@/server/domain/grafted-step";
import { rootStep } from "@/server/domain/host-protocol";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import { placeOfTrace, stepOfSpan, traceIdOf } from "@/server/domain/trace-ids";
import { runTopic } from "@/server/live/bus";
import { calmly } from "@/server/live/calmly";
import type { DrawContext } from "./draw-run";
import { hash, inParts, previewOf, printOf, restOf } from "./foreign-content";
import { changeRun, deleteDrawn, readAllDrawn } from "./foreign-store";
import { readByIdEnd, readOwnChildren } from "./graft-store";
import { insertPayloads, type Payload } from "./payload-store";
import { placeGrafts, type Anchor, type Graft } from "./place-grafts";
import { insertSteps, readSteps, type StepRow } from "./step-store";
import { readRunByKey, type RunRow } from "./store";

/** The run made here that such a trace is of, and whether it has ended. */
export async function findRunOfTrace({ db }: DrawContext, traceId: string): Promise<{ key: number; ended: boolean } | undefined> {
  const found = await readByIdEnd(db, placeOfTrace(traceId));
  const run = found.find(({ id, origin }) => origin === null && traceIdOf(id) === traceId);
  return run && { key: run.key, ended: hasEnded(run.status as RunStatus) };
}

type Grafting = { ctx: DrawContext; key: number } & Pick<ForeignRun, "steps" | "valuesOf">;
type Printed = Graft & { fingerprint: string };

const mostRows = 250;
const restEvery = 100;

/**
 * Puts what another program tells of its part in a run under the steps that asked for it. Only of an ended run: while it
 * goes on, its numbers are the engine's. What it counts and costs stays what its own code did.
 */
export async function graftSteps({ ctx, key, steps, valuesOf }: Grafting): Promise<void> {
  const changed = await ctx.engine.inTurn(key, async () => {
    const run = await readRunByKey(ctx.db, key);
    if (!run) return false;
    const grafts = await calmly(printed(await calmly(placeGrafts(steps, await anchorsOf(ctx, run, steps)))));
    const before = await readAllDrawn(ctx.db, key, firstGrafted - 1);
    if (before.size === grafts.length && grafts.every(({ n, fingerprint }) => before.get(n)?.fingerprint === fingerprint))
      return false;
    for (const gone of inBatches([...before.values()])) await ctx.db.write(deleteDrawn(key, gone));
    let seq = run.lastSeq;
    for (const part of inParts(grafts, (graft) => graft.step)) {
      const payloads: Payload[] = [];
      const values = await valuesOf?.(part.flatMap(({ step }) => (step.print ? [step.id] : [])));
      const whole = part.map((graft) => ({ ...graft, step: { ...graft.step, ...values?.get(graft.step.id) } }));
      const rows = whole.map((graft) => rowOf(ctx, key, graft, () => ++seq, payloads));
      // Each time, so that after a crash nothing lies beyond it.
      await ctx.db.write([...insertPayloads(payloads), insertSteps(rows), changeRun(key, { lastSeq: seq })]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return true;
  });
  if (!changed) return;
  ctx.surveys.forget(key);
  ctx.live.publish(runTopic(key));
}

function* printed(grafts: readonly Graft[]): Generator<void, Printed[]> {
  const all: Printed[] = [];
  for (const graft of grafts) if (all.push({ ...graft, fingerprint: fingerprintOf(graft) }) % restEvery === 0) yield;
  return all;
}

function* inBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += mostRows) yield items.slice(from, from + mostRows);
}

async function anchorsOf({ db }: DrawContext, run: RunRow, steps: readonly ForeignStep[]) {
  const numberOf = (parentId: string | undefined): number | undefined =>
    parentId === undefined || !/^[0-9a-f]{16}$/.test(parentId) ? undefined : stepOfSpan(run.id, parentId);
  const asked = new Set(steps.flatMap(({ parentId }) => numberOf(parentId) ?? []));
  const rows = await readSteps(db, run.key, [rootStep, ...asked]);
  const anchors = new Map<number, Anchor>();
  for (const { n, path } of rows)
    if (n < firstGrafted) anchors.set(n, { n, path, children: await readOwnChildren(db, run.key, n) });
  const root = anchors.get(rootStep) ?? { n: rootStep, path: run.agentId, children: [] };
  return (parentId: string | undefined): { anchor: Anchor; isNamed: boolean } => {
    const named = anchors.get(numberOf(parentId) ?? 0);
    return { anchor: named ?? root, isNamed: named !== undefined || parentId === undefined };
  };
}

function fingerprintOf({ step, parent, ordinal, path }: Graft): string {
  const { input, output } = printOf(step);
  return [hash(`${parent}|${ordinal}|${path}|${step.kind}|${step.startedAt}|${step.endedAt}`), restOf(step), input, output].join(
    ".",
  );
}

function rowOf({ db }: DrawContext, runKey: number, graft: Printed, nextSeq: () => number, payloads: Payload[]): StepRow {
  const { step, n, parent, ordinal, path, missingParent, fingerprint } = graft;
  const keep = (value: unknown): number | null => {
    if (value === undefined) return null;
    const id = db.nextPayloadId();
    payloads.push({ id, body: JSON.stringify(value), shared: 0 });
    return id;
  };
  const attributes = { ...step.attributes, ...(missingParent === undefined ? {} : { missingParent }) };
  return {
    runKey,
    n,
    parent,
    ordinal,
    path,
    kind: step.kind,
    // The run has ended; what is still open in another program nobody here waits for.
    status: step.endedAt === undefined ? "cancelled" : step.status,
    attempt: 1,
    startedAt: step.startedAt,
    endedAt: step.endedAt ?? step.startedAt,
    begunSeq: nextSeq(),
    endedSeq: nextSeq(),
    fingerprint,
    preview: previewOf(step),
    error: step.error ? JSON.stringify(step.error) : null,
    usage: step.usage ? JSON.stringify(step.usage) : null,
    attributes: JSON.stringify(attributes),
    inputRef: keep(step.input),
    outputRef: keep(step.output),
  };
}
