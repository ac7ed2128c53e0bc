import type { ReadDatabase } from "@/db/database";
import { rootStep } from "@/server/domain/host-protocol";
import { RerunRule } from "@/server/domain/rerun-plan";
import { readInOrder } from "./rerun-store";

export type RerunCount = { runKey: number; begunSeq: number; above: number[] };

const stepsAtOnce = 2000;

/** How many steps a re-run takes over, by the rule by which it does so. Of a large run: for a thread. */
export async function countForRerun(db: ReadDatabase, { runKey, begunSeq, above }: RerunCount): Promise<number> {
  const rule = new RerunRule({ begunSeq, above: new Set(above) });
  let count = 0;
  for (let after = 0; after < rule.lastEnd;) {
    const { n, parent, settled, begunSeq: begun, endedSeq } = await readInOrder(db, runKey, after, stepsAtOnce);
    for (const [at, number] of n.entries()) {
      if (number === rootStep) continue;
      const ends = { begunSeq: begun[at] ?? 0, endedSeq: endedSeq[at] ?? null };
      if (rule.takesOver({ n: number, parent: parent[at] ?? null, settled: settled[at] === 1, ...ends })) count++;
    }
    if (n.length < stepsAtOnce) break;
    after = begun.at(-1) ?? after;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
}
