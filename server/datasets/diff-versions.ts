import type { z } from "zod";
import type { Context } from "@/server/context";
import type { diffVersionsInput, ItemPart, VersionDiff } from "@/server/domain/dataset";
import { readDifferent, readWindowEnd, type DiffRow } from "./diff-store";
import type { VersionRange } from "./item-store";
import { requireVersion } from "./require-dataset";

const rowsAtOnce = 1000;
const mostListed = 1000;
const parts: ItemPart[] = ["input", "expected", "metadata"];

/** What it takes to come from version a to version b: items by id, and of changed ones the parts that differ. */
export async function diffVersions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof diffVersionsInput>;
}): Promise<VersionDiff> {
  const { range: a } = await requireVersion(ctx, input.datasetId, input.a);
  const { range: b } = await requireVersion(ctx, input.datasetId, input.b);
  const diff: VersionDiff = {
    added: [],
    changed: [],
    removed: [],
    counts: { added: 0, changed: 0, removed: 0 },
    truncated: false,
  };
  const note = <Kind extends "added" | "changed" | "removed">(kind: Kind, entry: VersionDiff[Kind][number]): void => {
    diff.counts[kind]++;
    if (diff[kind].length < mostListed) (diff[kind] as (typeof entry)[]).push(entry);
    else diff.truncated = true;
  };
  for await (const row of differences(ctx, b, a)) {
    const differing = parts.filter((part) => row[part] === 1);
    if (row.there === 0) note("added", { id: row.id });
    else if (differing.length > 0) note("changed", { id: row.id, parts: differing });
  }
  for await (const row of differences(ctx, a, b)) if (row.there === 0) note("removed", { id: row.id });
  return diff;
}

/** In windows, with the event loop free in between. */
async function* differences({ db }: Context, one: VersionRange, other: VersionRange): AsyncGenerator<DiffRow> {
  if (one.version === other.version) return;
  for (let after = 0; ;) {
    const last = await readWindowEnd(db, one, after, rowsAtOnce);
    if (last === undefined) return;
    yield* await readDifferent(db, one, other, after, last);
    after = last;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
