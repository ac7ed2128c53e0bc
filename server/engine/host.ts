import type { LiveRun } from "@/server/runs/live-run";
import type { HostProcess } from "./host-process";

/** A host and the runs it has in hand. One is shared by all; a run that hosts died of twice gets one of its own. */
export type Host = {
  process: HostProcess;
  runs: Map<number, { live: LiveRun; deadline: number | undefined }>;
  ready: boolean;
  only: number | undefined;
};
