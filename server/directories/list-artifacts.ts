import { z } from "zod";
import { exportArtifacts } from "@/server/artifacts/export-artifacts";
import type { Context } from "@/server/context";
import { contentTypeOf, type ArtifactFile } from "@/server/domain/artifact";
import { runId } from "@/server/domain/ids";
import { isOwnName } from "@/server/domain/step-place";
import { AppError } from "@/server/errors";
import { openRunDirectory } from "./open-run-directory";
import { walkFiles } from "./walk-files";

const most = 1000;
export const listArtifactsInput = z.strictObject({
  runId,
  limit: z.number().int().min(1).max(most).default(most),
  cursor: z.string().min(1).max(8000).optional(),
});

export type ArtifactPage = { artifacts: ArtifactFile[]; hasMore: boolean; nextCursor: string | null };

/** The files of a run's directory in order of their paths: what its agent kept, what it wrote itself, and the record. */
export async function listArtifacts({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.infer<typeof listArtifactsInput>;
}): Promise<ArtifactPage> {
  const { key, dir } = await openRunDirectory(ctx, input.runId);
  const kept = new Map((await exportArtifacts(ctx.db, key)).map(({ path, contentType }) => [path, contentType]));
  const artifacts: ArtifactFile[] = [];
  for await (const { path, bytes, modifiedAt } of walkFiles(dir, placeOf(input.cursor))) {
    if (artifacts.length === input.limit)
      return { artifacts, hasMore: true, nextCursor: formatCursor(artifacts.at(-1)?.path ?? "") };
    const type = kept.get(path);
    const source = type !== undefined ? "artifact" : isRecord(path) ? "record" : "agent";
    artifacts.push({ path, bytes, contentType: type ?? contentTypeOf(path), modifiedAt, source });
  }
  return { artifacts, hasMore: false, nextCursor: null };
}

const prefix = /^artifacts:/;
const formatCursor = (path: string): string => Buffer.from(`artifacts:${path}`).toString("base64url");

function placeOf(cursor: string | undefined): string[] {
  if (cursor === undefined) return [];
  const path = Buffer.from(cursor, "base64url").toString().replace(prefix, "");
  if (formatCursor(path) === cursor && !path.includes("\0")) return path.split("/");
  const message = "is not a cursor of this list";
  throw new AppError("bad-input", `cursor ${message}.`, { faults: [{ path: "cursor", message }] });
}

function isRecord(path: string): boolean {
  const parts = path.split("/");
  return isOwnName(parts[0] ?? "") || isOwnName(parts.at(-1) ?? "");
}
