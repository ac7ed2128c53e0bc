import type { RunStatus } from "@/server/domain/run-status";

/** Not ended yet. */
export const liveStatuses: readonly RunStatus[] = ["pending", "running", "waiting"];
