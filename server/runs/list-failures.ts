import type { Context } from "@/server/context";
import { groupFailures, type FailureGroup } from "@/server/domain/failure-group";
import { readFailures } from "./single-store";

/** So many are told of; the list of runs has all. */
const mostFailures = 1_000;
const mostGroups = 20;

export type Failures = { since: number; groups: FailureGroup[]; moreGroups: number; cut: boolean };

/** Single runs that failed or ran out of time since then; those that failed alike are one. `cut`: there are more. */
export async function listFailures(ctx: Context, since: number): Promise<Failures> {
  const asked = { since, limit: mostFailures + 1 };
  const errors = await readFailures(ctx.db, { ...asked, status: "error" });
  const timeouts = await readFailures(ctx.db, { ...asked, status: "timeout" });
  const groups = groupFailures([...errors.slice(0, mostFailures), ...timeouts.slice(0, mostFailures)]);
  return {
    since,
    groups: groups.slice(0, mostGroups),
    moreGroups: Math.max(0, groups.length - mostGroups),
    cut: Math.max(errors.length, timeouts.length) > mostFailures,
  };
}
