"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import type { ExportChoicesProps } from "./export-choices";

/** The choices come with the first press; until then the button stands for them. */
const ExportChoices = dynamic(() => loadPart(() => import("./export-choices")).then((file) => file.ExportChoices), {
  ssr: false,
});

/** A version as a file to download; the latest where none is named. */
export function ExportMenu(props: ExportChoicesProps) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <ExportChoices {...props} />;
  return (
    <Button aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)}>
      Export
      <ChevronDownIcon width={12} height={12} className="-mr-0.5 shrink-0 text-ink-3" />
    </Button>
  );
}
