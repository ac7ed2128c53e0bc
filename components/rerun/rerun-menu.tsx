"use client";

import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import type { RunSummary } from "@/server/domain/run";

const label = "More ways to run it again";

type Look = "primary" | "secondary";

/** The menu comes with the first look at it; until then its button stands for it. */
const MoreMenu = lazy(() => loadPart(() => import("@/components/ui/more-menu")).then((file) => ({ default: file.MoreMenu })));

export function RerunMenu({ run, look }: { run: Pick<RunSummary, "agentId" | "runId">; look: Look }) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <Button
      look={look}
      square
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-busy={wanted}
      className="rounded-l-none"
      onClick={() => setWanted(true)}
    >
      <ChevronDownIcon width={12} height={12} />
    </Button>
  );
  if (!wanted) return button;
  const href = `/agents/${encodeURIComponent(run.agentId)}?from=${encodeURIComponent(run.runId)}`;
  return (
    <Suspense fallback={button}>
      <MoreMenu label={label} look={look} items={[{ word: "Run with other input…", href }]} />
    </Suspense>
  );
}
