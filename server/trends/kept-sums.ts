import type { ReadDatabase } from "@/db/database";
import { hourOf } from "@/server/domain/trends";
import { readChanges, type TrendGroup, type TrendSpan } from "./store";
import type { TrendSum } from "./sum-trends";

/** What lies this far back hardly changes, and where it does the database says so (`trend_changes`). */
const settledHours = 27;
const hoursOfDay = 24;

/** A month of all agents is some sixty parts, and so is that of each agent looked at. */
const mostKept = 2_000;

type Sums = ReadonlyMap<string, TrendSum>;
type Kept = { version: number; sums: Sums };

/** Sums of past days, kept for as long as the database says that nothing has changed there. */
class KeptSums {
  readonly #kept = new Map<string, Kept>();

  get(key: string, version: number): Sums | undefined {
    const kept = this.#kept.get(key);
    if (kept?.version !== version) return undefined;
    // What was used last goes last.
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.sums;
  }

  keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostKept) return;
      this.#kept.delete(oldest);
    }
  }
}

const keptOf = new WeakMap<ReadDatabase, KeptSums>();

/** Sums of a span, part by part; `readPart` is asked for those that are not settled, not kept yet, or no longer true. */
export async function sumsByPart(
  db: ReadDatabase,
  span: TrendSpan,
  group: TrendGroup,
  readPart: (part: TrendSpan) => Promise<Sums>,
): Promise<Sums[]> {
  const kept = keptOf.get(db) ?? new KeptSums();
  keptOf.set(db, kept);
  const settledBefore = hourOf(Date.now()) - settledHours;
  const { agentIds, revision, datasetRuns } = span;
  const asked = JSON.stringify([agentIds, revision, datasetRuns, group]);
  const versions = await readChanges(db, dayOf(span.fromHour), dayOf(span.toHour - 1));
  const found: Sums[] = [];
  for (const part of partsByDay(span, settledBefore)) {
    if (part.toHour > settledBefore) {
      found.push(await readPart(part));
      continue;
    }
    const key = `${part.fromHour} ${part.toHour} ${asked}`;
    // Read before the sum: what changes in between makes the sum newer than it says, and then it is read once more.
    const version = versions.get(dayOf(part.fromHour)) ?? 0;
    const sums = kept.get(key, version) ?? (await readPart(part));
    kept.keep(key, { version, sums });
    found.push(sums);
  }
  return found;
}

const dayOf = (hour: number): number => Math.floor(hour / hoursOfDay);

/** What is settled by its days, so that another span finds them again; the rest as one. */
function* partsByDay(span: TrendSpan, settledBefore: number): Generator<TrendSpan> {
  let { fromHour } = span;
  while (fromHour < span.toHour) {
    const endOfDay = (dayOf(fromHour) + 1) * hoursOfDay;
    const toHour = endOfDay > settledBefore ? span.toHour : Math.min(span.toHour, endOfDay);
    yield { ...span, fromHour, toHour };
    fromHour = toHour;
  }
}
