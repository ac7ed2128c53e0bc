import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Readable } from "node:stream";
import { z } from "zod";
import { exportArtifacts } from "@/server/artifacts/export-artifacts";
import type { Context } from "@/server/context";
import { contentTypeOf } from "@/server/domain/artifact";
import { runId } from "@/server/domain/ids";
import { AppError } from "@/server/errors";
import { openRunDirectory } from "./open-run-directory";

export const readArtifactInput = z.strictObject({ runId, path: z.string().min(1).max(5000) });

type OpenArtifact = { name: string; bytes: number; contentType: string; content: Readable };

/** One file of a run's directory. Nothing outside of it is reached, by whatever name or link. */
export async function readArtifact({
  ctx,
  input: { runId: id, path },
}: {
  ctx: Context;
  input: z.infer<typeof readArtifactInput>;
}): Promise<OpenArtifact> {
  const { key, dir } = await openRunDirectory(ctx, id);
  const handle = await openInside(dir, path);
  const found = await handle?.stat();
  if (!handle || !found?.isFile()) {
    await handle?.close();
    throw new AppError("not-found", `The run's directory has no file ${path}.`);
  }
  const kept = (await exportArtifacts(ctx.db, key)).find((each) => each.path === path);
  return {
    name: path.slice(path.lastIndexOf("/") + 1),
    bytes: found.size,
    contentType: kept?.contentType ?? contentTypeOf(path),
    // What is appended meanwhile is not of the size we say.
    content: handle.createReadStream(found.size === 0 ? {} : { end: found.size - 1 }),
  };
}

async function openInside(dir: string, path: string) {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".." || /[\0\\]/.test(part))) return undefined;
  try {
    const real = await realpath(dir);
    const file = join(real, ...parts);
    // A symlink anywhere on the way would lead to another real path.
    if (!file.startsWith(real + sep) || (await realpath(file)) !== file) return undefined;
    return await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP", "ENXIO", "EACCES"].includes(code)) return undefined;
    throw cause;
  }
}
