"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState, type ReactNode } from "react";
import { statusLook } from "@/components/runs/status-look";
import { readRunAddress } from "@/components/runs/run-address";
import { changeRun, useRunAddress } from "@/components/runs/use-run-address";
import { useTRPC } from "@/components/trpc/client";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import { formatCount } from "@/server/domain/format";
import type { RunSummary } from "@/server/domain/run";
import type { Step } from "@/server/domain/step";
import type { RunShape } from "@/server/domain/step-window";
import { createFilteredRows } from "./filtered-rows";
import { FoundNote } from "./found-note";
import { Minimap } from "./minimap";
import type { RunTree } from "./run-tree";
import { createShownRows, groupAround, groupKey, type ShownRow } from "./shown-rows";
import { Timeline, type TimelineHandle } from "./timeline";
import type { RowContext } from "./timeline-row";
import { TimelineToolbar } from "./timeline-toolbar";
import { useFailures } from "./use-failures";
import { useMatches } from "./use-matches";
import { useReveal } from "./use-reveal";
import type { LiveTree } from "./use-run-tree";
import { useShape } from "./use-shape";
import { useTimeView } from "./use-time-view";
import { useTimelineKeys } from "./use-timeline-keys";

const tickMs = 200;
const never = 1 << 30;
const noGroups: ReadonlySet<string> = new Set();

type RunTimelineProps = {
  live: LiveTree;
  /** The way to the other views, and what stands beside the tree. */
  views: ReactNode;
  panel: ReactNode;
  onEnter: () => void;
};

/** A run's steps over time: the strip of all of it, what one looks for, and the tree. */
export function RunTimeline({ live, views, panel, onEnter }: RunTimelineProps) {
  const { run, tree, version, thinned, clockOffsetMs } = live;
  const { runId } = run;
  const trpc = useTRPC();
  const client = useQueryClient();
  const address = useRunAddress();
  const timeline = useRef<TimelineHandle>(null);
  const [openGroups, setOpenGroups] = useState(noGroups);
  const [following, setFollowing] = useState(false);
  const goesOn = !statusLook[run.status].ended;
  const ticking = useNow(goesOn ? tickMs : never);
  // The console's clock, which this browser's may differ from, and never before the last thing that was recorded.
  const now = goesOn ? Math.max(tree.lastMs, ticking + clockOffsetMs) : Math.max(tree.lastMs, run.endedAt ?? tree.lastMs);
  const shape = useShape(runId, goesOn);
  const total = totalOf(run, shape);
  const failuresBelow = useFailures(runId, total.errors);
  const startMs = Math.min(tree.firstMs, shape?.bounds.startMs ?? tree.firstMs);
  const endMs = Math.max(now, shape?.bounds.endMs ?? now, startMs + 1);
  const view = useTimeView({ startMs, endMs, idle: shape?.idle ?? [], address });
  const matches = useMatches({ runId, tree, version, address, live: goesOn, now });
  const found = useMemo(
    () => matches && createFilteredRows(tree, matches.ids, { steps: total.steps, errors: total.errors }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [tree, version, matches?.ids, total.steps, total.errors],
  );
  const rows = useMemo(
    () => found ?? createShownRows(tree, openGroups),
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [tree, version, openGroups, found],
  );
  const critical = useMemo(() => new Set(address.critical ? shape?.critical.map(({ id }) => id) : []), [address.critical, shape]);
  const context: RowContext = {
    scale: view.scale,
    runStatus: run.status,
    now,
    failuresBelow,
    isCritical: (stepId) => critical.has(stepId),
    isMatch: found?.isMatch,
  };

  const reveal = useReveal(runId, tree);
  const [, draw] = useReducer((times: number) => times + 1, 0);
  const wanted = useRef<{ step: string; focus: boolean }>(undefined);
  /** What was chosen in the tree itself stands where one is looking. */
  const chosenHere = useRef<string>(undefined);
  const goTo = useCallback(
    async (stepId: string, focus: boolean) => {
      const step = await reveal(stepId);
      if (!step) return;
      const group = groupAround(tree, step);
      if (group !== undefined) setOpenGroups((before) => new Set(before).add(group));
      if (focus) {
        chosenHere.current = step.id;
        changeRun({ step: step.id });
      }
      wanted.current = { step: step.id, focus };
      draw();
    },
    [reveal, tree],
  );
  // Its row is there only once what was opened has been laid out.
  useEffect(() => {
    const step = wanted.current && tree.steps.get(wanted.current.step);
    if (!step || !wanted.current || rows.indexOf(step) === undefined) return;
    timeline.current?.show(step, wanted.current.focus);
    wanted.current = undefined;
  });
  // Also what was chosen elsewhere: in the transcript, by a link, by the address alone.
  useEffect(() => {
    if (address.step !== undefined && address.step !== chosenHere.current) void goTo(address.step, false);
    chosenHere.current = undefined;
  }, [address.step, goTo]);
  const select = (step: string | undefined) => {
    chosenHere.current = step;
    changeRun({ step });
  };

  const nextFailed = async (direction: "next" | "previous") => {
    const from = chosenStep(tree)?.begunSeq ?? 0;
    const failed = await client.fetchQuery(trpc.runs.nextFailed.queryOptions({ runId, from, direction }, { staleTime: 0 }));
    if (!failed) return;
    tree.take([...failed.ancestors, failed.step]);
    await goTo(failed.step.id, true);
  };
  const nextMatch = (direction: 1 | -1) => {
    const chosen = chosenStep(tree);
    const next = found?.next(chosen && rows.indexOf(chosen), direction);
    if (next) void goTo(next.id, true);
  };
  const fold = (row: ShownRow, open: boolean) => {
    if (row.type === "group") setOpenGroups((before) => toggled(before, row.key, open));
    else if (row.type === "step" && !found) tree.setOpen(row.step.id, open);
  };
  const openTries = (row: ShownRow) => {
    const firstTry = row.type === "step" ? row.triesBefore[0] : undefined;
    if (firstTry) setOpenGroups((before) => new Set(before).add(groupKey(tree.placeOf(firstTry))));
  };
  useTimelineKeys({
    view,
    live: goesOn,
    nextFailed: (direction) => void nextFailed(direction),
    nextMatch,
    focusTree: () => timeline.current?.focus(),
    toggleFollow: () => timeline.current?.toggleFollow(),
    foldAll: (open) => tree.setAllOpen(open),
  });
  return (
    <>
      <div className="flex flex-col gap-2.5 px-4 pb-2.5 md:px-5">
        <Minimap shape={shape} view={view} />
        <div className="flex flex-wrap items-center gap-2">
          {views}
          <TimelineToolbar
            address={address}
            shape={shape}
            failures={total.errors}
            view={view}
            live={goesOn}
            following={following}
            found={
              found && matches ? (
                <FoundNote rows={found} more={matches.more} selected={address.step} onNext={nextMatch} onClear={clearFilter} />
              ) : null
            }
            onNextFailed={() => void nextFailed("next")}
            onToggleFollow={() => timeline.current?.toggleFollow()}
          />
        </div>
      </div>
      <div className="flex min-h-0 flex-1 border-t border-line max-md:flex-col">
        <section aria-label="Timeline" className="flex min-h-0 min-w-0 flex-1 flex-col">
          {rows.total === 0 && !matches ? (
            <p role="status" className="p-5 text-ink-2">
              {goesOn ? "Its steps will stand here." : "No step of this run was recorded."}
            </p>
          ) : rows.total === 0 && matches ? (
            matches.looking ? (
              <p role="status" className="p-5 text-ink-2">
                Looking through {formatCount(total.steps)} steps…
              </p>
            ) : (
              <EmptyState
                kind="filtered"
                title="No step is like that"
                action={<Button onClick={clearFilter}>Clear the filter</Button>}
              >
                All {formatCount(total.steps)} steps were looked through.
              </EmptyState>
            )
          ) : (
            <Timeline
              ref={timeline}
              runId={runId}
              tree={tree}
              rows={rows}
              view={view}
              context={context}
              live={goesOn}
              anew={thinned.count}
              thin={thinned.perSecond !== undefined}
              selected={address.step}
              onSelect={select}
              onFold={fold}
              onOpenTries={openTries}
              onEnter={onEnter}
              onNearEnd={matches?.more ? matches.lookFurther : undefined}
              onFollowing={setFollowing}
            />
          )}
          {thinned.perSecond === undefined ? null : (
            <p role="status" className="border-t border-line bg-sunk px-5 py-1.5 text-xs text-ink-2">
              {formatCount(thinned.perSecond)} changes a second: fewer updates are shown, none is lost.
            </p>
          )}
        </section>
        {panel}
      </div>
    </>
  );
}

/** As the address says now: what was drawn last may be a key press behind. */
function chosenStep(tree: RunTree): Step | undefined {
  const { step } = readRunAddress(new URLSearchParams(location.search));
  return step === undefined ? undefined : tree.steps.get(step);
}

/** Also of what another program told of: that stands in the tree, but is not counted as the run's own. */
function totalOf({ counts }: RunSummary, shape: RunShape | undefined): { steps: number; errors: number } {
  const seen = Object.values(shape?.kinds ?? {}).reduce((sum, count) => sum + count, 0);
  return { steps: Math.max(counts.steps, seen), errors: Math.max(counts.errors, shape?.failures ?? 0) };
}

const clearFilter = () => changeRun({ q: undefined, kinds: [], failed: false, minMs: undefined });

function toggled(set: ReadonlySet<string>, key: string, has: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (has) next.add(key);
  else next.delete(key);
  return next;
}
