// Without zod: every page says how runs stand, and zod would weigh on each.

/** A run's way: pending → running ⇄ waiting → exactly one ending. */
const statuses = ["pending", "running", "waiting", "completed", "error", "timeout", "cancelled"] as const;
export type RunStatus = (typeof statuses)[number];
export const allRunStatuses: readonly RunStatus[] = statuses;

const endings = ["completed", "error", "timeout", "cancelled"] as const satisfies readonly RunStatus[];
export type RunEnding = (typeof endings)[number];

export function hasEnded(status: RunStatus): status is RunEnding {
  return (endings as readonly RunStatus[]).includes(status);
}
