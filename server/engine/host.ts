import type { LiveRun } from "@/server/runs/live-run";
import type { HostProcess } from "./host-process";

export type HeldRun = { live: LiveRun; deadline: number | undefined };

/** A host and the runs it has in hand. One is shared by all; a run that hosts died of twice gets one of its own. */
export type Host = {
  process: HostProcess;
  runs: Map<number, HeldRun>;
  ready: boolean;
  only: number | undefined;
  /** Its one run has ended, or wants it no more: its end is no trouble. */
  done: boolean;
};
