import type { Context } from "@/server/context";
import type { RunRow } from "./store";
import { readOrphans } from "./tree-store";

/** So many steps are asked one by one in a few milliseconds. */
const fewSteps = 2000;

/** The numbers of steps whose parent never came, in the order they began. Of a large run they are known with its shape. */
export async function listOrphans({ db, surveys }: Context, { key, steps }: Pick<RunRow, "key" | "steps">): Promise<number[]> {
  return steps <= fewSteps ? readOrphans(db, key) : ((await surveys.known(key))?.orphans ?? []);
}
