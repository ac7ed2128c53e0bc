"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MoreIcon } from "@/components/ui/icons";
import type { Dataset } from "@/server/domain/dataset";

const label = "More to do with the dataset";

/* The menu comes with the first look at it, its dialogs when they are opened. */
const DeedsMenu = dynamic(() => import("@/components/ui/deeds-menu").then((file) => file.DeedsMenu), { ssr: false });
const EditDetails = dynamic(() => import("./edit-details").then((file) => file.EditDetails), { ssr: false });
const DeleteDataset = dynamic(() => import("./delete-dataset").then((file) => file.DeleteDataset), { ssr: false });

export function DatasetMenu({ dataset }: { dataset: Dataset }) {
  const [wanted, setWanted] = useState(false);
  const [open, setOpen] = useState<"edit" | "delete">();
  const close = () => setOpen(undefined);
  return (
    <>
      {wanted ? (
        <DeedsMenu
          label={label}
          items={[
            { word: "Edit name and description…", onChoose: () => setOpen("edit") },
            { word: "Delete dataset…", danger: true, onChoose: () => setOpen("delete") },
          ]}
        />
      ) : (
        <Button square aria-label={label} aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)}>
          <MoreIcon />
        </Button>
      )}
      {open === "edit" ? <EditDetails dataset={dataset} onClose={close} /> : null}
      {open === "delete" ? <DeleteDataset dataset={dataset} onClose={close} /> : null}
    </>
  );
}
