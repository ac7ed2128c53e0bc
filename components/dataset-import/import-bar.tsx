"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/server/domain/format";
import { ImportProgress } from "./import-progress";
import type { ReadPreview } from "./read-preview";
import type { Sending } from "./use-import";

type ImportBarProps = {
  size: number;
  preview: ReadPreview | undefined;
  looking: boolean;
  /** How many items go. */
  replaces: number | undefined;
  whyNot: string | undefined;
  sending: Sending | undefined;
  cancelled: boolean;
  onCancel: () => void;
};

/** The last step, and how far it is. */
export function ImportBar({ size, preview, looking, replaces, whyNot, sending, cancelled, onCancel }: ImportBarProps) {
  const id = useId();
  const counted = preview && whyNot === undefined && !preview.isHead ? formatItems(preview.rowCount) : undefined;
  const word = replaces
    ? `Replace ${formatItems(replaces)}${counted ? ` by ${counted}` : ""}`
    : `Import ${counted ?? "the file"}`;
  return (
    <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-line bg-ground px-4 py-2.5 md:px-5">
      {sending ? (
        <ImportProgress size={size} sending={sending} />
      ) : (
        <p id={id} role="status" className="min-w-0 flex-1 text-ink-2">
          {cancelled ? "Cancelled. Nothing was imported." : looking ? "Looking at the file…" : whyNot}
        </p>
      )}
      {sending ? (
        // Its own element: a button that turned into the other under the pointer would send the form with the same press.
        <Button key="cancel" onClick={onCancel}>
          Cancel import
        </Button>
      ) : (
        <Button
          key="send"
          type="submit"
          look="primary"
          disabled={looking || whyNot !== undefined}
          focusableWhenDisabled
          aria-describedby={id}
        >
          {word}
        </Button>
      )}
    </div>
  );
}

const formatItems = (count: number): string => `${formatCount(count)} ${count === 1 ? "item" : "items"}`;
