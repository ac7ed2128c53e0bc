import type { Database } from "@/db/database";
import type { Statement } from "@/db/statement";
import { afterItemEnd } from "@/server/domain/after-item-end";
import type { RunEnding } from "@/server/domain/run-status";
import { itemsThere, selectInputs } from "@/server/datasets/run-items";
import { keepInputs } from "@/server/runs/keep-inputs";
import { makeItemRuns, nextItemRun, type ItemRun } from "@/server/runs/make-item-runs";
import {
  cancelUnbegun,
  giveRuns,
  readDueItems,
  readNextItems,
  readResultsOfRuns,
  setRetries,
  settleResults,
  type NextItem,
} from "./result-store";
import type { DatasetRunRow } from "./store";

export type Work = {
  run: DatasetRunRow;
  /** Of these runs the end is recorded and not yet seen to. */
  ended: number[];
  /** Item-trials whose pause before the next try is over. */
  due: number[];
  /** How many more may be at work. */
  room: number;
  hasScorers: boolean;
  timeoutMs: number | null;
  staticInputs: string;
};

export type Advanced = {
  made: number[];
  retries: { ordinal: number; retryAt: number }[];
  toScore: number[];
  /** Those of `due` that have got their run, or want none any more. */
  begun: number[];
  /** No item-trial is left that no run was made for. */
  allBegun: boolean;
};

/** Sees to the item-trials that have ended and gives others their runs, all in one transaction. */
export async function advanceItems(db: Database, work: Work, now: number): Promise<Advanced> {
  const { run, ended, due, room } = work;
  const statements: Statement[] = [];
  const { settled, retries, toScore } = decide(work, ended.length > 0 ? await readResultsOfRuns(db, ended) : [], now);
  if (settled.length > 0) statements.push(settleResults(settled));
  if (retries.length > 0) statements.push(setRetries(retries));
  const again = room > 0 && due.length > 0 ? await readDueItems(db, run.key, due.slice(0, room)) : [];
  const left = room - again.length;
  const fresh = left > 0 ? await readNextItems(db, run.key, left) : [];
  const items = [...again, ...fresh];
  const there = items.length > 0 ? await itemsThere(db, [...new Set(items.map((item) => item.itemKey))]) : new Set();
  const gone = items.filter((item) => !there.has(item.itemKey)).map((item) => item.ordinal);
  if (gone.length > 0) statements.push(cancelUnbegun(run.key, { ordinals: gone }));
  const given = give(
    db,
    items.filter((item) => there.has(item.itemKey)),
  );
  if (given.length > 0) statements.push(...runsFor(work, given, now));
  await db.write(statements);
  return {
    made: given.map((item) => item.runKey),
    retries,
    toScore,
    begun: due.slice(0, Math.max(0, room)),
    allBegun: left > 0 && fresh.length < left,
  };
}

function decide(work: Work, results: Awaited<ReturnType<typeof readResultsOfRuns>>, now: number) {
  const settled: number[] = [];
  const toScore: number[] = [];
  const retries: { runKey: number; ordinal: number; retryAt: number }[] = [];
  for (const { ordinal, runKey, status, attempt } of results) {
    if (runKey === null) continue;
    const { hasScorers, run } = work;
    const after = afterItemEnd({ status: status as RunEnding, attempt, maxRetries: run.maxRetries, hasScorers }, Math.random);
    if (after.next === "settle") settled.push(runKey);
    else if (after.next === "score") toScore.push(runKey);
    else retries.push({ runKey, ordinal, retryAt: now + after.afterMs });
  }
  return { settled, toScore, retries };
}

type Given = ItemRun & { runKey: number; ordinal: number; itemKey: number };

function give(db: Database, items: NextItem[]): Given[] {
  return items.map(({ ordinal, itemKey, itemId, trial, attempt }) => {
    const { key, inputRef } = nextItemRun(db);
    return { key, runKey: key, inputRef, ordinal, itemKey, itemId, trial, attempt: attempt + 1 };
  });
}

function runsFor({ run, timeoutMs, staticInputs }: Work, given: Given[], now: number): Statement[] {
  const { agentId, agentRevision, profiles } = run;
  return [
    keepInputs(selectInputs(given.map(({ itemKey, inputRef }) => [itemKey, inputRef]))),
    makeItemRuns(given, { datasetRunId: run.id, agentId, agentRevision, timeoutMs, profiles, staticInputs }, now),
    giveRuns(run.key, given),
  ];
}
