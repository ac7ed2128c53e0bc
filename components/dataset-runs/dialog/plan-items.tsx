"use client";

import { ChoiceChips } from "@/components/ui/choice-chips";
import { controlShape } from "@/components/ui/field";
import { ChevronDownIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import { mostItemIds } from "@/server/domain/dataset-run-limits";
import { formatCount } from "@/server/domain/format";
import { PlanRow } from "./plan-row";
import type { WhichItems } from "./run-plan";
import type { RunChoices } from "./use-run-plan";

/** All of a version, those ticked in the table, or those that failed when this agent ran here last. */
export function PlanItems({ choices, fault }: { choices: RunChoices; fault: string | undefined }) {
  const { plan, change, dataset, version, versions, failures, selectedCount } = choices;
  const all = version === dataset?.version ? dataset?.itemCount : versions?.find((one) => one.version === version)?.itemCount;
  const chips: { value: WhichItems; word: React.ReactNode; disabled?: boolean }[] = [
    { value: "all", word: <Counted word="All" count={all} /> },
    ...(selectedCount > 0
      ? [
          {
            value: "selected" as const,
            word: <Counted word="Selected" count={selectedCount} />,
            disabled: selectedCount > mostItemIds,
          },
        ]
      : []),
    {
      value: "failed",
      word: <Counted word="Failed last time" count={failures?.count} more={failures?.tooMany ?? false} />,
      disabled: !failures || failures.count === 0 || failures.tooMany,
    },
  ];
  return (
    <PlanRow label="Items" fault={fault ?? tooMany(selectedCount)}>
      <div className="flex flex-wrap items-center gap-1.5">
        <ChoiceChips label="Items" choices={chips} value={plan.which} onChange={(which) => change({ which })} />
        {version === undefined ? null : <VersionSelect choices={choices} version={version} />}
      </div>
      <LastTime choices={choices} />
    </PlanRow>
  );
}

function VersionSelect({ choices: { change, dataset, versions }, version }: { choices: RunChoices; version: number }) {
  return (
    <span className="relative ml-auto">
      <select
        aria-label="Version"
        value={version}
        onChange={(event) => change({ version: Number(event.target.value) })}
        className={`${controlShape} h-7 appearance-none pr-7`}
      >
        {versionsToShow(version, versions).map((one) => (
          <option key={one} value={one}>
            v{one}
            {one === dataset?.version ? " (latest)" : ""}
          </option>
        ))}
      </select>
      <ChevronDownIcon width={12} height={12} className="pointer-events-none absolute top-2 right-2.5 text-ink-3" />
    </span>
  );
}

function Counted({ word, count, more = false }: { word: string; count: number | undefined; more?: boolean }) {
  return (
    <span>
      {word}{" "}
      {count === undefined ? null : (
        <span className="text-ink-2">
          {formatCount(count)}
          {more ? "+" : ""}
        </span>
      )}
    </span>
  );
}

function tooMany(selectedCount: number): string | undefined {
  if (selectedCount <= mostItemIds) return undefined;
  return `${formatCount(selectedCount)} are selected, and at most ${formatCount(mostItemIds)} can be run by selection.`;
}

/** Which run "last time" was, once it matters. */
function LastTime({ choices: { plan, failures } }: { choices: RunChoices }) {
  if (!failures?.run) return null;
  if (failures.tooMany)
    return (
      <p className="text-xs text-ink-2">
        More than {formatCount(mostItemIds)} failed last time: retry that dataset run instead, from its page.
      </p>
    );
  if (plan.which !== "failed") return null;
  return (
    <p className="text-xs text-ink-2 [overflow-wrap:anywhere]">
      Of {failures.run.name}, <RelativeTime at={failures.run.createdAt} />
    </p>
  );
}

function versionsToShow(version: number, versions: RunChoices["versions"]): number[] {
  const known = (versions ?? []).map((one) => one.version);
  return known.includes(version) ? known : [version, ...known];
}
