import type { Context } from "@/server/context";
import { groupFailures, type FailureGroup } from "@/server/domain/failure-group";
import { readFailures } from "./single-store";

/** So many are told of; past so many rows of dataset runs it is not looked for single ones between them. The list of runs has all. */
const mostFailures = 1_000;
const mostLookedAt = 3_000;
const mostGroups = 20;

export type Failures = { since: number; groups: FailureGroup[]; moreGroups: number; cut: boolean };

/** Single runs that failed or ran out of time since then; those that failed alike are one. `cut`: there are more than were looked at. */
export async function listFailures(ctx: Context, since: number): Promise<Failures> {
  const asked = { since, limit: mostFailures, most: mostLookedAt };
  const errors = await readFailures(ctx.db, { ...asked, status: "error" });
  const timeouts = await readFailures(ctx.db, { ...asked, status: "timeout" });
  const groups = groupFailures([...errors.failures, ...timeouts.failures]);
  return {
    since,
    groups: groups.slice(0, mostGroups),
    moreGroups: Math.max(0, groups.length - mostGroups),
    cut: errors.cut || timeouts.cut,
  };
}
