"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { loadPart } from "@/components/ui/load-part";

/** Loaded when someone is about to add, not with the page. */
const AddRunsDialog = dynamic(() => loadPart(() => import("./add-runs-dialog")).then((file) => file.AddRunsDialog), {
  ssr: false,
});

/** Makes items of runs, of one or of those that are chosen. */
export function AddToDatasetButton({ runIds }: { runIds: readonly string[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={runIds.length === 0} focusableWhenDisabled aria-haspopup="dialog">
        Add to dataset
      </Button>
      {open ? <AddRunsDialog runIds={runIds} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
