import { Button } from "@/components/ui/button";
import { AlertIcon } from "@/components/ui/icons";
import type { Item } from "@/server/domain/dataset";
import { diffJson } from "@/server/domain/json-diff";
import { FieldChanges } from "../field-changes";
import { partsOf } from "../parts-of";
import type { Conflict } from "./use-item-save";

type ItemConflictProps = { base: Item; conflict: Conflict; onSaveOver: () => void; onTake: () => void };

/** Someone else was quicker: what they changed, and the choice between the two. */
export function ItemConflict({ base, conflict, onSaveOver, onTake }: ItemConflictProps) {
  const { item } = conflict;
  return (
    <div role="alert" className="flex flex-col gap-3 border-b border-late-line bg-late-wash px-4 py-3">
      <p className="flex gap-2">
        <AlertIcon className="mt-0.5 shrink-0 text-late" />
        <span>
          This item was changed meanwhile, in version {item.version}. Nothing of yours is saved yet. What changed there:
        </span>
      </p>
      <FieldChanges label="Changed meanwhile" changes={diffJson(partsOf(base), partsOf(item))} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={onTake}>Drop mine, take theirs</Button>
        <Button onClick={onSaveOver}>Save my changes over it</Button>
      </div>
    </div>
  );
}
