import { z } from "zod";
import type { Context } from "@/server/context";
import { watchDatasetRun } from "@/server/dataset-runs/watch-dataset-run";
import { datasetRunRef, type DatasetRun } from "@/server/domain/dataset-run";
import { watchRun, watchRunInput, type RunDelta } from "@/server/runs/watch-run";
import { mergeFairly } from "./merge-fairly";
import { closed, readCursors, streamCursorsPattern, subIdPattern, writeCursors } from "./stream-cursors";

const mostSubs = 100;
const id = z.string().regex(new RegExp(`^${subIdPattern}$`), "the id of a subscription is up to 8 of a-z 0-9");

const subInput = z.discriminatedUnion("of", [
  watchRunInput.extend({ id, of: z.literal("run") }),
  datasetRunRef.extend({ id, of: z.literal("datasetRun") }),
]);

export const watchManyInput = z.strictObject({
  subs: z
    .array(subInput)
    .min(1)
    .max(mostSubs)
    .refine((subs) => new Set(subs.map((sub) => sub.id)).size === subs.length, "two subscriptions have the same id"),
  /** The id of the last event seen: it counts before the cursors of the subscriptions. */
  lastEventId: z.string().max(4000).regex(streamCursorsPattern).nullish(),
});

type Sub = z.infer<typeof subInput>;
type Data = Omit<RunDelta, "seq"> | DatasetRun;
type Item = { cursor?: string; data: Data };
/** `cursor` is what a subscription of its own would have had as the event's id. */
type Said = { id: string } & (Item | { ended: true } | { failed: unknown });
export type ManyTold = { cursors: string; of: Sub["of"]; said: Said };

/** Several watches in one stream. Each ends and fails for itself, and is told so; the stream ends with the last. */
export async function* watchMany({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.infer<typeof watchManyInput>;
  signal: AbortSignal;
}): AsyncGenerator<ManyTold> {
  const cursors = new Map(input.lastEventId ? readCursors(input.lastEventId) : []);
  const open = input.subs.filter((sub) => cursors.get(sub.id) !== closed);
  const told = mergeFairly(open, (sub, until) => watch(ctx, sub, cursors.get(sub.id), until), signal);
  for await (const { id: sub, ...what } of told) {
    cursors.set(sub.id, "item" in what ? (what.item.cursor ?? "0") : closed);
    const said = "item" in what ? { id: sub.id, ...what.item } : { id: sub.id, ...what };
    yield { cursors: writeCursors(cursors), of: sub.of, said };
  }
}

async function* watch(
  ctx: Context,
  { id: _id, ...sub }: Sub,
  cursor: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Item> {
  if (sub.of === "datasetRun") {
    for await (const data of watchDatasetRun({ ctx, input: sub, signal })) yield { data };
    return;
  }
  const input = cursor === undefined ? sub : { ...sub, lastEventId: cursor };
  for await (const { seq, ...data } of watchRun({ ctx, input, signal })) yield { cursor: String(seq), data };
}
