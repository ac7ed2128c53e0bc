import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { Context } from "@/server/context";
import { hasEnded, type RunStatus } from "@/server/domain/run-status";
import type { runRef } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import type { ExpandedAtFirst, FoldsOf, RunOutline } from "@/server/domain/step-window";
import { rootWindow } from "./list-children";
import { foldsOf } from "./list-folds";
import { requireRun } from "./require-run";
import { countsOf } from "./run-totals";
import { readAllSteps, type StepRow } from "./step-store";
import type { RunRow } from "./store";
import { fromStepId, toStep } from "./to-step";
import { toSteps } from "./to-steps";
import { readChildren } from "./tree-store";

/** A run of so many steps is given whole. */
const mostWhole = 2000;
/** Of a larger one, level by level what makes a first view. */
const enoughRows = 400;
const firstChildren = 200;

/** So long it waits for what takes the place of many rows; who shows the run asks again for what took longer. */
const foldPatienceMs = 150;

type Part = Pick<RunOutline, "complete" | "roots" | "steps" | "expanded" | "folds">;

/** The first useful view of a run in one answer, whatever its size. */
export async function getOutline({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<RunOutline> {
  // The run first, its steps second: what comes in between comes again with `watch`.
  const run = await requireRun(ctx, input.runId);
  const part = run.steps <= mostWhole ? await wholeTree(ctx, run) : await firstLevels(ctx, run);
  const startMs = run.startedAt ?? run.createdAt;
  const endMs = Math.max(startMs, hasEnded(run.status as RunStatus) ? (run.endedAt ?? startMs) : Date.now());
  return { lastSeq: run.lastSeq, counts: countsOf(run), bounds: { startMs, endMs }, ...part };
}

async function wholeTree(ctx: Context, run: RunRow): Promise<Part> {
  const rows: StepRow[] = [];
  for await (const part of readAllSteps(ctx.db, run.key)) rows.push(...part);
  const numbers = new Set(rows.map(({ n }) => n));
  const childCount = new Map<number, number>();
  let roots = 0;
  let orphans = 0;
  for (const { parent, ordinal } of rows) {
    if (parent === null) roots = Math.max(roots, ordinal + 1);
    else {
      if (!numbers.has(parent)) orphans++;
      childCount.set(parent, Math.max(childCount.get(parent) ?? 0, ordinal + 1));
    }
  }
  const now = Date.now();
  const steps = rows.map((row) => toStep(row, childCount.get(row.n) ?? 0, now, run.status));
  return { complete: true, roots: roots + orphans, steps, expanded: steps.flatMap(expandedAtFirst), folds: [] };
}

async function firstLevels(ctx: Context, run: RunRow): Promise<Part> {
  const { steps, total: roots } = await rootWindow(ctx, run, { offset: 0, limit: firstChildren });
  const expanded: ExpandedAtFirst[] = [];
  // The list grows while it is walked: level by level, until there is enough.
  for (const step of steps) {
    const wanted = Math.min(step.childCount, firstChildren);
    if (wanted === 0 || (expanded.length > 0 && steps.length + wanted > enoughRows)) continue;
    const rows = await readChildren(ctx.db, run.key, fromStepId(step.id), { from: 0, to: wanted });
    steps.push(...(await toSteps(ctx.db, run, rows)));
    expanded.push(...expandedAtFirst(step));
  }
  return { complete: false, roots, steps, expanded, folds: await foldsAtOnce(ctx, run, expanded) };
}

async function foldsAtOnce(ctx: Context, run: RunRow, expanded: ExpandedAtFirst[]): Promise<FoldsOf[]> {
  const of = expanded.flatMap(({ id, childCount }) => (childCount > firstChildren ? [{ parent: id }] : []));
  if (of.length === 0) return [];
  const late = new AbortController();
  const patience = pause(foldPatienceMs, [], { signal: late.signal }).catch(() => []);
  // That they could not be found is no reason to show nothing: who shows the run asks again, and hears of it.
  const folds = foldsOf(ctx, run, of).catch(() => []);
  return Promise.race([folds, patience]).finally(() => late.abort());
}

const expandedAtFirst = ({ id, childCount }: Step): ExpandedAtFirst[] => (childCount > 0 ? [{ id, childCount }] : []);
