"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChevronDownIcon } from "@/components/ui/icons";
import type { RunSummary } from "@/server/domain/run";

const label = "More ways to run it again";

type Look = "primary" | "secondary";

/** The menu comes with the first look at it; until then its button stands for it. */
const MoreMenu = dynamic(() => import("@/components/ui/more-menu").then((file) => file.MoreMenu), { ssr: false });

export function RerunMenu({ run, look }: { run: Pick<RunSummary, "agentId" | "runId">; look: Look }) {
  const [wanted, setWanted] = useState(false);
  if (!wanted) {
    return (
      <Button
        look={look}
        square
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={false}
        className="rounded-l-none"
        onClick={() => setWanted(true)}
      >
        <ChevronDownIcon width={12} height={12} />
      </Button>
    );
  }
  const href = `/agents/${encodeURIComponent(run.agentId)}?from=${encodeURIComponent(run.runId)}`;
  return <MoreMenu label={label} look={look} items={[{ word: "Run with other input…", href }]} />;
}
