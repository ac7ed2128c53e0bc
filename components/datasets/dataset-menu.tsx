"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { MoreIcon } from "@/components/ui/icons";
import { LazyActionMenu } from "@/components/ui/lazy-action-menu";
import { loadPart } from "@/components/ui/load-part";
import type { Dataset } from "@/server/domain/dataset";

/* Loaded when they are opened. */
const EditDetails = dynamic(() => loadPart(() => import("./edit-details")).then((file) => file.EditDetails), { ssr: false });
const DeleteDataset = dynamic(() => loadPart(() => import("./delete-dataset")).then((file) => file.DeleteDataset), {
  ssr: false,
});

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const [open, setOpen] = useState<"edit" | "delete">();
  const close = () => setOpen(undefined);
  return (
    <>
      <LazyActionMenu
        label="More to do with the dataset"
        face={<MoreIcon />}
        square
        actions={[
          { id: "edit", word: "Edit name and description…", onPick: () => setOpen("edit") },
          { id: "delete", word: "Delete dataset…", danger: true, onPick: () => setOpen("delete") },
        ]}
      />
      {open === "edit" ? <EditDetails dataset={dataset} onClose={close} /> : null}
      {open === "delete" ? <DeleteDataset dataset={dataset} onClose={close} /> : null}
    </>
  );
}
