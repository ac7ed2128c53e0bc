import type { ReadDatabase } from "@/db/database";
import { decodeName } from "@/server/domain/step-path";
import { findCandidates, type Candidate, type StepFilter } from "./match-store";

export type StepSearch = {
  runKey: number;
  filter: StepFilter;
  /** From after this place up to that one: of the run's own numbers, or under one parent of ordinals. */
  after: number;
  last: number;
  limit: number;
  /** It answers with what it has after so long. */
  patienceMs: number;
  now: number;
};
export type FoundSteps = { numbers: number[]; after: number };

const fewAtFirst = 8000;
const [tooQuickMs, tooLongMs] = [2, 5];

/** Looks through a run's steps in the order they began, some milliseconds at a time, until there are enough or it took long. */
export async function findSteps(db: ReadDatabase, search: StepSearch): Promise<FoundSteps> {
  const { runKey, filter, last, limit, patienceMs, now } = search;
  const fits = textFilter(filter.q);
  const begun = performance.now();
  const numbers: number[] = [];
  let after = search.after;
  // How many may be looked at in a few milliseconds hangs on the filter and its index: that shows.
  for (let size = fewAtFirst; after < last;) {
    const before = performance.now();
    const upTo = Math.min(last, after + size);
    const wanted = limit - numbers.length;
    const candidates = await findCandidates(db, filter, { runKey, after, upTo, limit: wanted, now });
    numbers.push(...candidates.filter(fits).map(({ n }) => n));
    after = candidates.length < wanted ? upTo : (candidates.at(-1)?.place ?? upTo);
    const took = performance.now() - before;
    if (took < tooQuickMs) size *= 2;
    else if (took > tooLongMs) size = Math.max(500, size >> 1);
    if (numbers.length >= limit || performance.now() - begun > patienceMs) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { numbers, after };
}

export type StepPageSearch = Pick<StepSearch, "runKey" | "filter" | "after" | "last" | "now"> & { offset: number; limit: number };
export type FoundPage = { numbers: number[]; total: number };

/** Looks through all, for it is also said how many fit. */
export async function findPage(db: ReadDatabase, { offset, limit, ...search }: StepPageSearch): Promise<FoundPage> {
  const { numbers } = await findSteps(db, { ...search, limit: Number.MAX_SAFE_INTEGER, patienceMs: Number.POSITIVE_INFINITY });
  return { numbers: numbers.slice(offset, offset + limit), total: numbers.length };
}

/** A step says a text in its name, its path or its preview. */
function textFilter(q: string | undefined): (step: Candidate) => boolean {
  if (q === undefined) return () => true;
  const wanted = q.toLowerCase();
  return ({ path, preview }) =>
    decodeName(path).toLowerCase().includes(wanted) || (preview?.toLowerCase().includes(wanted) ?? false);
}
