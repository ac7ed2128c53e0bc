import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetVersion, listVersionsInput } from "@/server/domain/dataset";
import { formatCursor, parseCursor } from "./list-cursor";
import { requireDataset } from "./require-dataset";
import { readVersions } from "./store";

export type VersionPage = { versions: DatasetVersion[]; total: number; hasMore: boolean; nextCursor: string | null };

/** Newest first. Versions are numbered without gaps, so the latest is also how many there are. */
export async function listVersions({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listVersionsInput>;
}): Promise<VersionPage> {
  const row = await requireDataset(ctx, input.datasetId);
  const [before] = input.cursor === undefined ? [] : parseCursor("versions", input.cursor, 1);
  const rows = await readVersions(ctx.db, row.key, before, input.limit + 1);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const hasMore = rows.length > page.length;
  return {
    versions: page.map(({ version, createdAt, added, changed, removed, itemCount, replaces }) => ({
      version,
      createdAt,
      added,
      changed,
      removed,
      itemCount,
      ...(replaces === 1 ? { replaces: true } : {}),
    })),
    total: row.version,
    hasMore,
    nextCursor: hasMore && last ? formatCursor("versions", last.version) : null,
  };
}
