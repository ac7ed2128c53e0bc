import type { ComponentType } from "react";
import {
  CancelledIcon,
  CheckIcon,
  ErrorIcon,
  PendingIcon,
  ReusedIcon,
  RunningIcon,
  TimeoutIcon,
  WaitingIcon,
} from "@/components/ui/icons";
import type { RunStatus } from "@/server/domain/run-status";
import type { StepStatus } from "@/server/domain/step-kind";

type StatusLook = { word: string; Icon: ComponentType<{ className?: string }>; ink: string; badge: string; ended: boolean };

const quiet = "border-line-strong bg-sunk text-ink-2";

/** `lost`: its run has ended, and that it ended itself was never told. */
export type ShownStatus = RunStatus | StepStatus | "lost";

/** A status is an icon of its own shape and a word; its colour only repeats them. */
export const statusLook: Readonly<Record<ShownStatus, StatusLook>> = {
  pending: { word: "Pending", Icon: PendingIcon, ink: "text-ink-2", badge: quiet, ended: false },
  running: {
    word: "Running",
    Icon: RunningIcon,
    ink: "text-accent-ink",
    badge: "border-accent-line bg-accent-wash text-accent-ink",
    ended: false,
  },
  waiting: {
    word: "Waiting",
    Icon: WaitingIcon,
    ink: "text-late",
    badge: "border-late-line bg-late-wash text-late",
    ended: false,
  },
  completed: { word: "Completed", Icon: CheckIcon, ink: "text-ok", badge: quiet, ended: true },
  error: { word: "Error", Icon: ErrorIcon, ink: "text-fail", badge: "border-fail-line bg-fail-wash text-fail", ended: true },
  timeout: {
    word: "Timeout",
    Icon: TimeoutIcon,
    ink: "text-late",
    badge: "border-late-line bg-late-wash text-late",
    ended: true,
  },
  cancelled: { word: "Cancelled", Icon: CancelledIcon, ink: "text-ink-2", badge: quiet, ended: true },
  lost: { word: "No end recorded", Icon: PendingIcon, ink: "text-ink-2", badge: quiet, ended: true },
  reused: { word: "Reused", Icon: ReusedIcon, ink: "text-ink-2", badge: quiet, ended: true },
};

/** A step that is open in a run that has ended does not run. */
export function shownStatus(status: StepStatus, run: RunStatus): ShownStatus {
  return !statusLook[status].ended && statusLook[run].ended ? "lost" : status;
}
