import { Button, ButtonLink } from "@/components/ui/button";
import type { DatasetRun } from "@/server/domain/dataset-run";
import { datasetRunHref } from "../dataset-run-href";

/** Of two ticked runs the newer is looked at, and the older is what it is compared with. */
export function CompareChosen({ chosen, onClear }: { chosen: readonly DatasetRun[]; onClear: () => void }) {
  const [newer, older] = chosen.toSorted((a, b) => b.createdAt - a.createdAt);
  return (
    <div role="status" className="ml-auto flex items-center gap-2">
      {newer === undefined ? null : (
        <>
          <span className="text-xs text-ink-2">{older ? "2 chosen" : "Choose one more to compare"}</span>
          <Button look="ghost" onClick={onClear}>
            Clear the choice
          </Button>
          {older ? (
            <ButtonLink look="primary" href={datasetRunHref(newer, older.id)}>
              Compare
            </ButtonLink>
          ) : null}
        </>
      )}
    </div>
  );
}
