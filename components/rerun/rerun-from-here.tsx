"use client";

import dynamic from "next/dynamic";
import { Button } from "@/components/ui/button";
import { ReusedIcon } from "@/components/ui/icons";
import { loadPart } from "@/components/ui/load-part";
import { useWhyNotRunnable } from "./use-rerun";

/** Loaded when someone is about to re-run, not with the page. */
export const RerunDialog = dynamic(() => loadPart(() => import("./rerun-dialog")).then((file) => file.RerunDialog), {
  ssr: false,
});

type RerunFromHereProps = { agentId: string; look?: "primary" | "secondary"; onOpen: () => void };

export function RerunFromHere({ agentId, look = "secondary", onOpen }: RerunFromHereProps) {
  const whyNot = useWhyNotRunnable(agentId);
  return (
    <Button look={look} onClick={onOpen} disabled={whyNot !== undefined} focusableWhenDisabled title={whyNot}>
      <ReusedIcon width={13} height={13} className="-ml-0.5 shrink-0" />
      Re-run from here
      {whyNot === undefined ? null : <span className="sr-only">: {whyNot}</span>}
    </Button>
  );
}
