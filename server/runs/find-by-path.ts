import type { Context } from "@/server/context";
import { fewSteps, findSteps, type StepSearch } from "./find-steps";
import { countChildren } from "./step-store";
import type { RunRow } from "./store";
import { readRoots } from "./tree-store";

const withoutEnd = { limit: 1, patienceMs: Number.POSITIVE_INFINITY };

/**
 * The number of the step at a path. Paths have no index, for it would cost every step recorded: it is gone down from the
 * root, name by name. Where that leads nowhere the whole run is looked through, by a thread if it is large.
 */
export async function findByPath(ctx: Context, run: RunRow, path: string): Promise<number | undefined> {
  const search = { runKey: run.key, filter: { path }, after: 0, last: run.lastSeq, ...withoutEnd, now: Date.now() };
  if (run.steps <= fewSteps) return (await findSteps(ctx.db, search)).numbers[0];
  return (await goDown(ctx, run, path)) ?? (await ctx.surveys.find(search)).numbers[0];
}

async function goDown(ctx: Context, run: RunRow, path: string): Promise<number | undefined> {
  const [root] = await readRoots(ctx.db, run.key, { from: 0, to: 1 });
  if (!root || (path !== root.path && !path.startsWith(`${root.path}.`))) return undefined;
  let at: number | undefined = root.n;
  for (let end = root.path.length; end < path.length && at !== undefined;) {
    const dot = path.indexOf(".", end + 1);
    end = dot < 0 ? path.length : dot;
    at = await findChild(ctx, run, at, path.slice(0, end));
  }
  return at;
}

/** Of its like a step stands no further ahead than its own number says: there it is looked for first. */
async function findChild(ctx: Context, run: RunRow, parent: number, path: string): Promise<number | undefined> {
  const last = ((await countChildren(ctx.db, run.key, [parent])).get(parent) ?? 0) - 1;
  const ahead = Math.max(-1, Number(/\d+$/.exec(path)?.[0] ?? 0) - 3);
  const search: StepSearch = { runKey: run.key, filter: { parent, path }, after: ahead, last, ...withoutEnd, now: Date.now() };
  const behind = async () => (await findSteps(ctx.db, { ...search, after: -1, last: Math.min(ahead, last) })).numbers[0];
  return (await findSteps(ctx.db, search)).numbers[0] ?? (await behind());
}
