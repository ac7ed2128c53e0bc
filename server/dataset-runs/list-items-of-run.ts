import type { Context } from "@/server/context";
import { countOfView, isOfScorers, verdictOfView } from "@/server/domain/comparison-view";
import type { ItemPage, ListItemsOfRunInput } from "@/server/domain/item-result";
import { likePattern } from "@/server/domain/like-pattern";
import { AppError } from "@/server/errors";
import { fitting } from "@/server/datasets/read-items";
import { comparisonOf, ordinalsOfVerdict, placesOnlyThere } from "./compare-dataset-runs";
import { narrowOrdinals, readTextSizes, type Narrowing } from "./item-result-store";
import { readItemRows } from "./read-item-rows";
import { requireDatasetRun } from "./require-dataset-run";
import { sectionOfAll, sectionsOfFailures, type Section } from "./result-sections";
import type { DatasetRunRow } from "./store";

type Call = { ctx: Context; input: ListItemsOfRunInput };

/** A page looks through rows for this long at most; then it is short, and says where to go on. */
const longestMs = 200;
const rowsAtOnce = 300;
const mostSearchedBytes = 4_000_000;
/** A page holds no more item-trials than these. */
const mostTrialsOfPage = 500;

/** A dataset run's results item by item, its trials together: failures first, all, or those of one verdict against a baseline. */
export async function listItemsOfRun({ ctx, input }: Call): Promise<ItemPage> {
  const run = await requireDatasetRun(ctx, input);
  if ((input.min !== undefined || input.max !== undefined) && input.scorer === undefined)
    throw wrong("scorer", "min and max are bounds of a scorer's values: name it by scorer.");
  const baseline = await baselineOf(ctx, input);
  const { sections, listed, comparing, matching } = await sectionsOf(ctx, run, baseline, input);
  const limit = Math.max(1, Math.min(input.limit, Math.floor(mostTrialsOfPage / listed.trials)));
  const found = await walk(ctx, listed, sections, narrowingOf(input), parseCursor(input.cursor), limit);
  const other = listed === run ? baseline : undefined;
  return {
    items: await readItemRows(ctx, listed, found.items, other),
    hasMore: found.cursor !== undefined,
    nextCursor: found.cursor === undefined ? null : formatCursor(found.cursor),
    ended: run.completedCount + run.errorCount + run.timeoutCount + run.cancelledCount,
    ...(matching === undefined ? {} : { matching }),
    ...(comparing ? { comparing } : {}),
  };
}

export async function baselineOf(
  ctx: Context,
  { datasetId, baseline }: { datasetId: string; baseline?: string | undefined },
): Promise<DatasetRunRow | undefined> {
  return baseline === undefined ? undefined : requireDatasetRun(ctx, { datasetId, runId: baseline });
}

/** Where to look, and in which of the two dataset runs: what is only in the baseline is listed from there. */
async function sectionsOf(ctx: Context, run: DatasetRunRow, baseline: DatasetRunRow | undefined, input: ListItemsOfRunInput) {
  const { view, status } = input;
  const of = { key: run.key, trials: run.trials, status };
  const verdict = verdictOfView[view];
  if (verdict === undefined)
    return {
      sections: view === "failures" ? sectionsOfFailures(ctx.db, of) : sectionOfAll(ctx.db, of),
      listed: run,
      comparing: false,
      matching: undefined,
    };
  if (!baseline)
    throw wrong("baseline", `The view ${view} is of a comparison: name the dataset run to compare with by baseline.`);
  const comparison = await comparisonOf(ctx, run, baseline);
  const scorer = isByScorer(input) ? input.scorer : undefined;
  const state = { comparing: !comparison.complete, matching: countOfView(comparison.counts(), view, scorer) };
  if (verdict === "only-there") return { sections: [placesOnlyThere(comparison)], listed: baseline, ...state };
  return { sections: [ordinalsOfVerdict(comparison, verdict, scorer)], listed: run, ...state };
}

/** A scorer without bounds names whose verdict is meant. */
function isByScorer({ view, scorer, min, max }: ListItemsOfRunInput): boolean {
  const verdict = verdictOfView[view];
  return scorer !== undefined && verdict !== undefined && isOfScorers(verdict) && min === undefined && max === undefined;
}

function narrowingOf(input: ListItemsOfRunInput): Narrowing | undefined {
  const { view, status, scorer, min, max, q } = input;
  const narrowing = {
    // Elsewhere statuses have led to the candidates already.
    ...(status && verdictOfView[view] !== undefined ? { status } : {}),
    ...(scorer === undefined || isByScorer(input) ? {} : { scorer, min, max }),
    ...(q === undefined ? {} : { pattern: likePattern(q) }),
  };
  return Object.keys(narrowing).length === 0 ? undefined : narrowing;
}

type Cursor = { section: number; after: number };
type Found = { items: number[]; cursor: Cursor | undefined };

async function walk(
  ctx: Context,
  { key, trials }: DatasetRunRow,
  sections: Section[],
  narrowing: Narrowing | undefined,
  from: Cursor,
  limit: number,
): Promise<Found> {
  const until = performance.now() + longestMs;
  const atOnce = narrowing ? rowsAtOnce : Math.max(1, Math.min(rowsAtOnce, limit * trials + 1));
  const items: number[] = [];
  for (let section = from.section, after = from.after; section < sections.length; section++, after = -1) {
    const { next, keep } = sections[section] ?? { next: () => Promise.resolve([]) };
    for (;;) {
      const candidates = await next(after, atOnce);
      const looked = narrowing?.pattern === undefined ? candidates : await searchable(ctx, key, candidates);
      const last = looked.at(-1);
      if (last === undefined) break;
      const narrowed = narrowing ? await narrowOrdinals(ctx.db, key, looked, narrowing) : looked;
      const kept = keep && narrowed.length > 0 ? await keep(narrowed) : narrowed;
      for (const item of new Set(kept.map((ordinal) => Math.floor(ordinal / trials)))) {
        if (items.length === limit) return { items, cursor: { section, after: item * trials - 1 } };
        items.push(item);
      }
      // All of an item's trials are with it, so the next is looked for past them.
      after = endOf(Math.floor(last / trials), trials);
      if (performance.now() > until) return { items, cursor: { section, after } };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return { items, cursor: undefined };
}

const endOf = (item: number, trials: number): number => item * trials + trials - 1;

/** As many of these as may be searched at once. */
async function searchable(ctx: Context, key: number, ordinals: number[]): Promise<number[]> {
  return fitting(await readTextSizes(ctx.db, key, ordinals), mostSearchedBytes).map(({ ordinal }) => ordinal);
}

const formatCursor = ({ section, after }: Cursor): string => Buffer.from(`${section}.${after}`).toString("base64url");

function parseCursor(cursor: string | undefined): Cursor {
  if (cursor === undefined) return { section: 0, after: -1 };
  const match = /^(\d{1,2})\.(-1|\d{1,15})$/.exec(Buffer.from(cursor, "base64url").toString("latin1"));
  if (!match) throw wrong("cursor", "The cursor is not one this list gave out.");
  return { section: Number(match[1]), after: Number(match[2]) };
}

function wrong(path: string, message: string): AppError {
  return new AppError("bad-input", message, { faults: [{ path, message }] });
}
