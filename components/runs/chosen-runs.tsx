"use client";

import { useEffect, useRef, useState } from "react";
import { AddToDatasetButton } from "@/components/datasets/add-runs/add-to-dataset-button";
import { Button } from "@/components/ui/button";
import { CloseIcon } from "@/components/ui/icons";
import { formatCount } from "@/server/domain/format";
import { statusLook } from "./status-look";
import { useRunDeeds } from "./use-run-deeds";
import type { RunSelection } from "./use-run-selection";

/** What can be done with the runs that are chosen; of each deed is said how many it is for, and what it could not do. */
export function ChosenRuns({ selection, onGone }: { selection: RunSelection; onGone: (runIds: readonly string[]) => void }) {
  const { chosen, clear } = selection;
  const own = chosen.filter((run) => run.origin === undefined);
  const live = own.filter((run) => !statusLook[run.status].ended);
  // What runs elsewhere cannot be cancelled first.
  const ended = chosen.filter((run) => run.origin !== undefined || statusLook[run.status].ended);
  const { act, busy, said, forget } = useRunDeeds((deed, runIds) => {
    if (deed === "delete") onGone(runIds);
    // What was done is not to be done twice; what could not be stays chosen.
    if (deed !== "cancel") selection.leave(runIds);
  });
  const close = () => {
    forget();
    clear();
  };
  const answer = useRef<HTMLParagraphElement>(null);
  // The button that was pressed may be gone, and the focus with it.
  useEffect(() => {
    if (said !== "" && document.activeElement === document.body) answer.current?.focus({ preventScroll: true });
  }, [said]);
  const [sure, setSure] = useState<string>();
  const wanted = ended.map((run) => run.runId).join();
  if (chosen.length === 0 && said === "" && !busy) return null;
  return (
    <div
      role="region"
      aria-label="Chosen runs"
      className="sticky bottom-0 z-20 mt-auto flex flex-wrap items-center gap-2 border-t border-line-strong bg-raised px-4 py-2 shadow-pop md:px-5"
    >
      <p className="mr-2 font-medium empty:hidden" aria-live="polite">
        {chosen.length > 0 ? `${formatCount(chosen.length)} chosen` : null}
      </p>
      {live.length > 0 ? (
        <Button disabled={busy} onClick={() => void act("cancel", live)}>
          Cancel {formatCount(live.length)}
        </Button>
      ) : null}
      {own.length > 0 ? (
        <Button disabled={busy} onClick={() => void act("rerun", own)}>
          Run {formatCount(own.length)} again
        </Button>
      ) : null}
      {chosen.length > 0 ? <AddToDatasetButton runIds={chosen.map((run) => run.runId)} /> : null}
      {ended.length > 0 ? (
        <Button
          look={sure === wanted ? "danger" : "secondary"}
          disabled={busy}
          onClick={() => (sure === wanted ? void act("delete", ended) : setSure(wanted))}
        >
          {sure === wanted ? `Delete ${formatCount(ended.length)} for good` : `Delete ${formatCount(ended.length)}`}
        </Button>
      ) : null}
      <p
        ref={answer}
        role="status"
        tabIndex={-1}
        className="min-w-0 flex-1 text-xs text-ink-2 outline-none [overflow-wrap:anywhere]"
      >
        {said}
      </p>
      <Button look="ghost" square aria-label={chosen.length > 0 ? "Choose none" : "Close"} onClick={close}>
        <CloseIcon />
      </Button>
    </div>
  );
}
