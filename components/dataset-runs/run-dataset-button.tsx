"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PlayIcon } from "@/components/ui/icons";

const loadDialog = () => import("./dialog/run-dataset-dialog");
/** Loaded when someone is about to run, not with the page. */
const RunDatasetDialog = dynamic(() => loadDialog().then((file) => file.RunDatasetDialog), { ssr: false });

type RunDatasetButtonProps = {
  /** Without it the dialog asks for one. */
  datasetId?: string;
  /** The version one looks at; the latest where not said. */
  version?: number | undefined;
  selectedItemIds?: readonly string[];
  agentId?: string;
  look?: "primary" | "secondary";
  children?: string;
};

/** Opens the dialog that runs an agent over a dataset. */
export function RunDatasetButton({ look = "primary", children = "Run", ...given }: RunDatasetButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look={look}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        onPointerEnter={() => void loadDialog()}
        onFocus={() => void loadDialog()}
      >
        <PlayIcon width={13} height={13} className="-ml-0.5 shrink-0" />
        {children}
      </Button>
      {open ? <RunDatasetDialog {...given} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
