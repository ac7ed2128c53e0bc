"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import type { DatasetRun } from "@/server/domain/dataset-run";

const CompareMenu = dynamic(() => import("./compare-menu").then((file) => file.CompareMenu), { ssr: false });

/** The other runs of the dataset are asked for with the first look at them. */
export function CompareButton({ run }: { run: DatasetRun }) {
  const [wanted, setWanted] = useState(false);
  const face = (
    <>
      Compare with… <ChevronDownIcon width={12} height={12} className="shrink-0 text-ink-3" />
    </>
  );
  if (wanted) return <CompareMenu run={run} face={face} />;
  return (
    <Button aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)}>
      {face}
    </Button>
  );
}
