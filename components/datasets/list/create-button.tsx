"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { PlusIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";

/** Loaded when it is first opened. */
const CreateDataset = dynamic(() => loadPart(() => import("./create-dataset")).then((file) => file.CreateDataset), {
  ssr: false,
});

export function CreateButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        <PlusIcon className="-ml-0.5 shrink-0" /> New dataset
      </Button>
      {open ? <CreateDataset onClose={() => setOpen(false)} /> : null}
    </>
  );
}
