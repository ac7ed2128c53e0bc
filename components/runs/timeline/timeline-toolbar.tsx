"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import type { RunAddress } from "@/components/runs/run-address";
import { changeRun } from "@/components/runs/use-run-address";
import { Button } from "@/components/ui/button";
import { AlertIcon, ChevronDownIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { LazyFilterMenu } from "@/components/ui/lazy-filter-menu";
import { SearchField } from "@/components/ui/search-field";
import { formatCount, formatDuration } from "@/server/domain/format";
import type { RunShape } from "@/server/domain/step-window";
import { stepKinds, type StepKind } from "@/server/domain/step-kind";
import { isWhole } from "./unit-range";
import type { TimeView } from "./use-time-view";

const minChoices = [10, 100, 1_000, 10_000];

type ToolbarProps = {
  address: RunAddress;
  shape: RunShape | undefined;
  failures: number;
  view: TimeView;
  live: boolean;
  following: boolean;
  found: ReactNode;
  onNextFailed: () => void;
  onToggleFollow: () => void;
};

/** Which steps, and which part of their time. */
export function TimelineToolbar({
  address,
  shape,
  failures,
  view,
  live,
  following,
  found,
  onNextFailed,
  onToggleFollow,
}: ToolbarProps) {
  const { kinds, failed, minMs } = address;
  return (
    <>
      <SearchField label="Search steps" value={address.q ?? ""} onChange={(q) => changeRun({ q })} />
      {found}
      <LazyFilterMenu
        label="Kind"
        options={kindOptions(shape, kinds)}
        chosen={kinds}
        onToggle={(kind, chosen) => changeRun({ kinds: chosen ? [...kinds, kind] : kinds.filter((one) => one !== kind) })}
      />
      {failures > 0 || failed ? (
        <span className="inline-flex">
          <Button
            aria-pressed={failed}
            onClick={() => changeRun({ failed: !failed })}
            className={clsx("rounded-r-none", failed && "border-fail-line bg-fail-wash")}
          >
            <AlertIcon width={13} height={13} className="shrink-0 text-fail" />
            {formatCount(failures)} {failures === 1 ? "error" : "errors"}
          </Button>
          <Button onClick={onNextFailed} className="-ml-px rounded-l-none px-1.5">
            <span className="sr-only">Next error</span>
            <ChevronDownIcon width={12} height={12} />
            <Kbd>e</Kbd>
          </Button>
        </span>
      ) : null}
      <label className="inline-flex h-7 items-center rounded-md border border-line-strong bg-panel pl-2.5 font-medium">
        <span className="text-ink-2">≥</span>
        <select
          aria-label="Took at least"
          value={minMs ?? ""}
          onChange={(event) => changeRun({ minMs: event.target.value === "" ? undefined : Number(event.target.value) })}
          className="h-full rounded-md bg-panel pr-1 pl-1.5"
        >
          <option value="">any</option>
          {[...new Set([...minChoices, ...(minMs === undefined ? [] : [minMs])])]
            .toSorted((a, b) => a - b)
            .map((ms) => (
              <option key={ms} value={ms}>
                {formatDuration(ms)}
              </option>
            ))}
        </select>
      </label>
      <div className="contents flex-wrap items-center gap-2 md:ml-auto md:flex">
        <IdleNote address={address} shape={shape} />
        {shape && shape.criticalSteps > 0 ? (
          <Button
            look="ghost"
            className="max-md:order-last"
            aria-pressed={address.critical}
            onClick={() => changeRun({ critical: !address.critical })}
          >
            <span aria-hidden="true" className={clsx("h-0.5 w-3 rounded-full", address.critical ? "bg-ink" : "bg-ink-3")} />
            Critical path
          </Button>
        ) : null}
        <span role="group" aria-label="Zoom" className="inline-flex">
          <Button aria-label="Zoom out" onClick={() => view.zoom(1 / 1.6)} className="rounded-r-none px-2">
            −
          </Button>
          <Button disabled={isWhole(view.range)} focusableWhenDisabled onClick={view.fit} className="-ml-px rounded-none">
            Fit
          </Button>
          <Button aria-label="Zoom in" onClick={() => view.zoom(1.6)} className="-ml-px rounded-l-none px-2">
            +
          </Button>
        </span>
        {live ? (
          <Button
            aria-pressed={following}
            onClick={onToggleFollow}
            className={clsx(following && "border-accent-line text-accent-ink")}
          >
            <span aria-hidden="true" className={clsx("size-2 rounded-full", following ? "bg-accent" : "border border-ink-3")} />
            Follow
            <Kbd>l</Kbd>
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** How much of the time no step worked, and the way to draw it short. */
function IdleNote({ address, shape }: { address: RunAddress; shape: RunShape | undefined }) {
  if (!shape || shape.idle.length === 0) return null;
  const { startMs, endMs } = shape.bounds;
  const idleMs = shape.idle.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      <span className="max-lg:sr-only">
        {formatDuration(endMs - startMs)}, {Math.round((idleMs / Math.max(1, endMs - startMs)) * 100)} % idle
      </span>
      <Button
        look="ghost"
        aria-pressed={address.foldIdle}
        onClick={() => changeRun({ foldIdle: !address.foldIdle })}
        className="px-1.5 underline underline-offset-2"
      >
        {address.foldIdle ? "Uncompress" : "Compress"}
      </Button>
    </span>
  );
}

/** The kinds this run has, with how many of each. */
function kindOptions(shape: RunShape | undefined, chosen: readonly StepKind[]): { value: StepKind; word: string }[] {
  return stepKinds
    .filter((kind) => !shape || shape.kinds[kind] !== undefined || chosen.includes(kind))
    .map((kind) => ({
      value: kind,
      word: shape?.kinds[kind] === undefined ? kind : `${kind} ${formatCount(shape.kinds[kind])}`,
    }));
}
