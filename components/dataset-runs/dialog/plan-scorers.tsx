"use client";

import { useId } from "react";
import { DraftField } from "@/components/input-form/draft-field";
import type { FieldFault } from "@/components/input-form/draft-value";
import { ObjectMembers } from "@/components/input-form/object-field";
import { Checkbox } from "@/components/ui/checkbox";
import { chipShape } from "@/components/ui/choice-chips";
import type { ListedScorer } from "@/server/scores/list-scorers";
import { PlanRow } from "./plan-row";
import { settingsDraft, settingsPath, settingsSpec, type RunPlan, type TickedScorer } from "./run-plan";

type PlanScorersProps = {
  scorers: readonly ListedScorer[] | undefined;
  ticked: RunPlan["scorers"];
  faults: readonly FieldFault[];
  onChange: (ticked: RunPlan["scorers"]) => void;
};

const none: readonly ListedScorer[] = [];

/** The project's own and those every project has; a ticked one that takes settings opens them below. */
export function PlanScorers({ scorers = none, ticked, faults, onChange }: PlanScorersProps) {
  const set = (id: string, one: TickedScorer | undefined) =>
    onChange({ ...Object.fromEntries(Object.entries(ticked).filter(([other]) => other !== id)), ...(one ? { [id]: one } : {}) });
  const unusable = scorers.filter(({ problem }) => problem !== undefined);
  return (
    <PlanRow label="Scorers">
      <div role="group" aria-label="Scorers" className="flex flex-wrap gap-1.5">
        {scorers.map(({ id, name, description, problem }) => (
          <label key={id} className={chipShape} title={problem ?? description}>
            <Checkbox
              checked={ticked[id] !== undefined}
              disabled={problem !== undefined && ticked[id] === undefined}
              onChange={(event) => set(id, event.target.checked ? { settings: {} } : undefined)}
            />
            {name}
          </label>
        ))}
      </div>
      {unusable.map(({ id, name, problem }) => (
        <p key={id} className="text-xs text-ink-2 [overflow-wrap:anywhere]">
          <span className="font-medium text-ink">{name}</span> cannot be used: {problem}
        </p>
      ))}
      {scorers.map((scorer) => {
        const one = ticked[scorer.id];
        return one && settingsSpec(scorer) ? (
          <Settings
            key={scorer.id}
            scorer={scorer}
            ticked={one}
            faults={faults}
            onChange={(draft) => set(scorer.id, { ...one, draft })}
          />
        ) : null;
      })}
    </PlanRow>
  );
}

type SettingsProps = {
  scorer: ListedScorer;
  ticked: TickedScorer;
  faults: readonly FieldFault[];
  onChange: (draft: TickedScorer["draft"]) => void;
};

/** Open where something has to be said, else folded: most need nothing. */
function Settings({ scorer, ticked, faults, onChange }: SettingsProps) {
  const id = useId();
  const spec = settingsSpec(scorer);
  if (!spec) return null;
  const path = settingsPath(scorer.id);
  const needed = spec.fields.some(({ required }) => required);
  return (
    <details open={needed || Object.keys(ticked.settings).length > 0} className="mt-1 rounded-md border border-line bg-sunk">
      <summary id={id} className="px-2.5 py-1 text-xs text-ink-2 hover:text-ink">
        {scorer.name}: settings
      </summary>
      <div role="group" aria-labelledby={id} className="@container flex flex-col gap-2.5 border-t border-line p-2.5">
        <ObjectMembers
          spec={spec}
          path={path}
          draft={settingsDraft(spec, ticked)}
          faults={faults}
          onChange={onChange}
          Field={DraftField}
        />
      </div>
    </details>
  );
}
