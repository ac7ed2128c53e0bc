import type { Database } from "@/db/database";
import type { RunStatus } from "@/server/domain/run-status";
import { readOrdinalsByStatus, readOrdinalsNotPassed, readStandings, type Standing } from "./item-result-store";

/** One stretch of a list: where its next candidates are, and which of them belong here and not in a stretch before. */
export type Section = {
  next: (after: number, limit: number) => Promise<number[]>;
  keep?: (ordinals: number[]) => Promise<number[]>;
};

type Place = { status: RunStatus; notPassed?: boolean };

/** What one looks for first comes first; what has not begun is not a result. */
const failuresFirst: readonly Place[] = [
  { status: "error" },
  { status: "timeout" },
  { status: "completed", notPassed: true },
  { status: "waiting" },
  { status: "completed", notPassed: false },
  { status: "cancelled" },
];

type Of = { key: number; trials: number; status: readonly RunStatus[] | undefined };

/** Failures first. An item with several trials stands where its worst one does. */
export function sectionsOfFailures(db: Database, { key, trials, status }: Of): Section[] {
  return failuresFirst.flatMap((place, rank) => {
    // What still runs is shown with the failures only where it is asked for.
    if (status && !status.includes(place.status)) return [];
    return [
      {
        next: (after: number, limit: number) =>
          place.notPassed === true
            ? readOrdinalsNotPassed(db, key, after, limit)
            : readOrdinalsByStatus(db, key, [place.status], after, limit),
        keep: async (ordinals: number[]) => {
          const items = [...new Set(ordinals.map((ordinal) => Math.floor(ordinal / trials)))];
          const all = items.flatMap((item) => Array.from({ length: trials }, (_, n) => item * trials + n));
          const best = new Map<number, number>();
          for (const standing of await readStandings(db, key, all)) {
            const item = Math.floor(standing.ordinal / trials);
            best.set(item, Math.min(best.get(item) ?? failuresFirst.length, rankOf(standing)));
          }
          return ordinals.filter((ordinal) => best.get(Math.floor(ordinal / trials)) === rank);
        },
      },
    ];
  });
}

function rankOf({ status, notPassed }: Standing): number {
  const rank = failuresFirst.findIndex(
    (place) => place.status === status && (place.notPassed === undefined || place.notPassed === (notPassed === 1)),
  );
  return rank === -1 ? failuresFirst.length : rank;
}

/** All in their order, or those of some statuses. */
export function sectionOfAll(db: Database, { key, status }: Of): Section[] {
  return [{ next: (after, limit) => readOrdinalsByStatus(db, key, status, after, limit) }];
}
