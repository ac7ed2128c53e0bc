import { setImmediate as turn } from "node:timers/promises";
import type { ReadDatabase } from "@/db/database";
import { sumsByPart } from "./kept-sums";
import { readRunTrends, readScoreTrends, type TrendGroup, type TrendSpan } from "./store";
import { TrendSum } from "./sum-trends";

/** A read holds the event loop: an agent's hour has some twenty to fifty rows, so this many take a few ms. */
const agentHoursAtOnce = 170;

/** What runs of a span of time come to, in all or by agent or revision; the event loop turns between the reads. */
export async function readSums(db: ReadDatabase, span: TrendSpan, group?: TrendGroup): Promise<Map<string, TrendSum>> {
  const sums = new Map<string, TrendSum>();
  for (const part of await sumsByPart(db, span, group, (some) => readRows(db, some, group)))
    for (const [of, sum] of part) sumOf(sums, of).include(sum);
  // Kept sums take no turn of their own, and a chart asks for many spans.
  await turn();
  return sums;
}

async function readRows(db: ReadDatabase, span: TrendSpan, group: TrendGroup): Promise<Map<string, TrendSum>> {
  const sums = new Map<string, TrendSum>();
  for (const part of partsOf(span)) {
    for (const row of await readRunTrends(db, part, group)) sumOf(sums, row.of).add(row);
    for (const row of await readScoreTrends(db, part, group)) sumOf(sums, row.of).addScore(row);
    await turn();
  }
  return sums;
}

function sumOf(sums: Map<string, TrendSum>, of: string): TrendSum {
  const sum = sums.get(of) ?? new TrendSum();
  sums.set(of, sum);
  return sum;
}

function* partsOf(span: TrendSpan): Generator<TrendSpan> {
  const hours = Math.min(span.toHour - span.fromHour, agentHoursAtOnce);
  const agents = Math.max(1, Math.floor(agentHoursAtOnce / Math.max(1, hours)));
  for (let at = 0; at < span.agentIds.length; at += agents)
    for (let fromHour = span.fromHour; fromHour < span.toHour; fromHour += hours)
      yield {
        ...span,
        agentIds: span.agentIds.slice(at, at + agents),
        fromHour,
        toHour: Math.min(span.toHour, fromHour + hours),
      };
}
