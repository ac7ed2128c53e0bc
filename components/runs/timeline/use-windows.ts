"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "@/components/trpc/client";
import type { TreeRows } from "@/server/domain/timeline/tree-rows";
import type { Place, RunTree } from "./run-tree";

const windowSize = 200;
/** Read ahead of the eye, in rows. */
const ahead = 100;
/** Not oftener than this the same part is read again; one that could not be read, after longer. */
const restMs = 300;
const againMs = 2_000;
/** Around what is in sight, when a browser holds too many steps. */
const kept = 2_000;
/** Steps that go on and are asked for again, where changes are not told one by one. */
const mostOpen = 200;

type WindowsInput = {
  runId: string;
  tree: RunTree;
  rows: TreeRows | undefined;
  from: number;
  to: number;
  anew: number;
  /** One stays at the end: then that is what is read anew, and rows are there only once they are read. */
  following: boolean;
};

/** Reads what stands in the rows in sight and is not here yet; and with each `anew`, all of what is in sight again. */
export function useWindows({ runId, tree, rows, from, to, anew, following }: WindowsInput): void {
  const trpc = useTRPC();
  const client = useQueryClient();
  const pending = useRef(new Set<string>());
  const readAt = useRef(anew);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const asked = pending.current;
    const all = readAt.current !== anew;
    readAt.current = anew;
    const read = async (parentId: string | undefined, offset: number | "last") => {
      const key = `${parentId ?? ""}:${offset}`;
      if (asked.has(key)) return;
      asked.add(key);
      try {
        const query = trpc.runs.children.queryOptions(
          { runId, parent: parentId ?? null, limit: windowSize, ...(offset === "last" ? { last: true } : { offset }) },
          { staleTime: 0, gcTime: 0, retry: false },
        );
        tree.takeWindow(parentId, await client.fetchQuery(query));
        setTimeout(() => asked.delete(key), offset === "last" ? 0 : restMs);
      } catch {
        // Its rows stay as they are, and it is asked for again as long as they are in sight.
        setTimeout(() => {
          asked.delete(key);
          setTries((before) => before + 1);
        }, againMs);
      }
    };
    const atEnd = all && following ? rows?.rowAt(rows.total - 1) : undefined;
    if (atEnd) void read(atEnd.parentId, "last");
    for (const { parentId, offset } of rows ? windowsOf(tree, rows, from - ahead, to + ahead, all && !following) : [])
      void read(parentId, offset);
    if (all) void readOpen();
    if (rows && tree.isCrowded) tree.forgetAllBut(stepsBetween(tree, rows, from - kept, to + kept));
    async function readOpen(): Promise<void> {
      const stepIds = [...tree.steps.values()].filter((step) => step.endedAt === undefined).slice(0, mostOpen);
      if (stepIds.length === 0 || asked.has("open")) return;
      asked.add("open");
      const query = trpc.runs.stepsNow.queryOptions(
        { runId, stepIds: stepIds.map((step) => step.id) },
        { staleTime: 0, gcTime: 0 },
      );
      try {
        const { steps } = await client.fetchQuery(query);
        // That there are more children is news only where one does not look at the last of them.
        tree.take(
          following ? steps.map((step) => ({ ...step, childCount: tree.family(step.id)?.count ?? step.childCount })) : steps,
        );
      } catch {
        // The next change asks again.
      } finally {
        setTimeout(() => asked.delete("open"), restMs);
      }
    }
  }, [anew, client, following, from, rows, runId, to, tree, tries, trpc]);
}

function stepsBetween(tree: RunTree, rows: TreeRows, from: number, to: number): Set<string> {
  const ids = new Set<string>();
  for (let index = Math.max(0, from); index < Math.min(rows.total, to); index++) {
    const row = rows.rowAt(index);
    const step = row && tree.stepAt(row);
    if (step) ids.add(step.id);
  }
  return ids;
}

/** The windows that hold what is missing between two rows; or all that is there, to be read again. */
function windowsOf(
  tree: RunTree,
  rows: TreeRows,
  from: number,
  to: number,
  all: boolean,
): { parentId: string | undefined; offset: number }[] {
  const wanted = new Map<string, { parentId: string | undefined; offset: number }>();
  const want = ({ parentId, ordinal }: Place): void => {
    const offset = Math.floor(ordinal / windowSize) * windowSize;
    wanted.set(`${parentId ?? ""}:${offset}`, { parentId, offset });
  };
  for (let index = Math.max(0, from); index < Math.min(rows.total, to); index++) {
    const row = rows.rowAt(index);
    if (row && (all || !tree.stepAt(row))) want(row);
  }
  return [...wanted.values()];
}
