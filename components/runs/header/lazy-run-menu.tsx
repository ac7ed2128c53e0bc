"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { MoreIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import type { RunSummary } from "@/server/domain/run";

const RunMenu = dynamic(() => loadPart(() => import("./run-menu")).then((file) => file.RunMenu), {
  ssr: false,
  loading: () => <Face />,
});

/** The menu comes with the first look at it; until then its button stands for it. */
export function LazyRunMenu({ run }: { run: RunSummary }) {
  const [wanted, setWanted] = useState(false);
  if (wanted) return <RunMenu run={run} />;
  return <Face onPress={() => setWanted(true)} />;
}

function Face({ onPress }: { onPress?: () => void }) {
  return (
    <Button square aria-label="More" aria-haspopup="menu" aria-expanded={false} onClick={onPress}>
      <MoreIcon />
    </Button>
  );
}
