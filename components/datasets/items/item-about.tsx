import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Item } from "@/server/domain/dataset";

export function ItemAbout({ item }: { item: Item }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
      <span className="flex min-w-0 items-center">
        <span className="truncate font-mono">{item.id}</span>
        <CopyButton iconOnly label="Copy the item's id" text={() => item.id} />
      </span>
      <span>
        last changed in v{item.version}, added <RelativeTime at={item.createdAt} />
      </span>
    </div>
  );
}

type ItemActionsProps = {
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  onDuplicate: (() => void) | undefined;
  onDelete: (() => void) | undefined;
};

export function ItemActions({ onPrevious, onNext, onDuplicate, onDelete }: ItemActionsProps) {
  return (
    <div className="flex items-center">
      {onDuplicate ? (
        <Button look="ghost" onClick={onDuplicate}>
          Duplicate
        </Button>
      ) : null}
      {onDelete ? (
        <Button look="ghost" onClick={onDelete}>
          Delete…
        </Button>
      ) : null}
      <Button look="ghost" square aria-label="Previous item" disabled={!onPrevious} onClick={onPrevious}>
        <ChevronDownIcon width={14} height={14} className="rotate-180" />
      </Button>
      <Button look="ghost" square aria-label="Next item" disabled={!onNext} onClick={onNext}>
        <ChevronDownIcon width={14} height={14} />
      </Button>
    </div>
  );
}
