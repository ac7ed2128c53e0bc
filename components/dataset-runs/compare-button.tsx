"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import type { DatasetRun } from "@/server/domain/dataset-run";

const CompareMenu = lazy(() => loadPart(() => import("./compare-menu")).then((file) => ({ default: file.CompareMenu })));

/** The other runs of the dataset are asked for with the first look at them. */
export function CompareButton({ run }: { run: DatasetRun }) {
  const [wanted, setWanted] = useState(false);
  const face = (
    <>
      Compare with… <ChevronDownIcon width={12} height={12} className="shrink-0 text-ink-3" />
    </>
  );
  const button = (
    <Button aria-haspopup="menu" aria-expanded={false} aria-busy={wanted} onClick={() => setWanted(true)}>
      {face}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <CompareMenu run={run} face={face} />
    </Suspense>
  );
}
