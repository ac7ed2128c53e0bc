"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import { VersionWord, type VersionPickerProps } from "./version-word";

/** The list of versions comes with the first look at it; until then its button stands for it. */
const VersionMenu = dynamic(() => loadPart(() => import("./version-menu")).then((file) => file.VersionMenu), { ssr: false });

export function VersionPicker(props: VersionPickerProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <VersionMenu {...props} />;
  return (
    <Button aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)}>
      <VersionWord {...props} />
      <ChevronDownIcon width={12} height={12} className="-mr-0.5 shrink-0 text-ink-3" />
    </Button>
  );
}
