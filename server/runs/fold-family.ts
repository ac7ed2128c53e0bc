import type { ReadDatabase } from "@/db/database";
import { nameOfPath } from "@/server/domain/step-path";
import type { FamilyFolds } from "@/server/domain/step-window";
import { SiblingFolder, type SiblingPart } from "@/server/domain/timeline/fold-siblings";
import { readSiblings } from "./fold-store";

/** `upTo`: only the children before this ordinal. `waits`: in a run that waits, all that is open does. */
export type FoldOrder = { runKey: number; parent: number; upTo: number; waits: boolean };

const stepsAtOnce = 2000;
/** A family with more of them is a patchwork: from there on each child has its row. */
const mostParts = 2000;

/** Which of a step's children stand for one another, found by looking at each: for a thread of its own. */
export async function foldFamily(db: ReadDatabase, { runKey, parent, upTo, waits }: FoldOrder): Promise<FamilyFolds> {
  const folder = new SiblingFolder();
  const parts: FamilyFolds["parts"] = [];
  const keep = (more: SiblingPart[]): void => {
    for (const part of more) if (part.type !== "step" && parts.length < mostParts) parts.push(part);
  };
  let at = 0;
  for (; at < upTo && parts.length < mostParts; at += stepsAtOnce) {
    const to = Math.min(upTo, at + stepsAtOnce);
    const { ordinal, path, kind, status, begin, end } = await readSiblings(db, { runKey, parent, from: at, to });
    for (const [nth, one] of ordinal.entries()) {
      const said = status[nth] ?? "completed";
      const ended = end[nth] ?? undefined;
      const sibling = {
        ordinal: one,
        name: nameOfPath(path[nth] ?? ""),
        kind: kind[nth] ?? "custom",
        status: waits && said === "running" ? ("waiting" as const) : said,
        startedAt: begin[nth] ?? 0,
      };
      keep(folder.add(ended === undefined ? sibling : { ...sibling, endedAt: ended }));
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  keep(folder.end());
  return { parts, upTo: parts.length < mostParts ? upTo : (parts.at(-1)?.to ?? upTo) };
}
