import { createWriteStream } from "node:fs";
import { lstat, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { messageOf } from "@/server/errors";
import { CliError, failed, wrongUse } from "./cli-error";

/**
 * Unpacks a run's archive so that `dir/<run id>` is its directory, whole or not at all: it is made beside, under another
 * name. Nothing outside is written whatever the archive says, and nothing that is there already.
 */
export async function unpackArchive(
  body: globalThis.ReadableStream<Uint8Array>,
  dir: string,
  runId: string,
): Promise<{ dir: string; files: number }> {
  const target = join(dir, runId);
  if (await exists(target))
    throw wrongUse(`${target} is there already and is not written over. Remove it, or choose another --out.`);
  const half = await makeHalf(dir);
  try {
    const files = await unpack(body, half, runId);
    if (files === 0) throw failed(`The archive of run ${runId} is empty.`);
    // A folder that came meanwhile and has something in it makes this fail, and stays.
    await rename(join(half, runId), target);
    return { dir: target, files };
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    throw failed(`The archive of run ${runId} could not be unpacked: ${messageOf(cause)}. Nothing was written.`, { cause });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function makeHalf(dir: string): Promise<string> {
  try {
    await mkdir(dir, { recursive: true });
    return await mkdtemp(join(dir, ".trackside-export-"));
  } catch (cause) {
    throw wrongUse(`--out ${dir} cannot be written to: ${messageOf(cause)}.`, { cause });
  }
}

async function unpack(body: globalThis.ReadableStream<Uint8Array>, half: string, runId: string): Promise<number> {
  const entries = extract();
  const fed = pipeline(Readable.fromWeb(body as ReadableStream), createGunzip(), entries);
  let files = 0;
  const written = async (): Promise<void> => {
    for await (const entry of entries) if (await writeEntry(entry, half, runId)) files++;
  };
  await Promise.all([fed, written()]);
  return files;
}

type Entry = AsyncIterable<unknown> & { header: Header; resume: () => unknown };

async function writeEntry(entry: Entry, half: string, runId: string): Promise<boolean> {
  const { name, type } = entry.header;
  const file = join(half, safeName(name, runId));
  if (type === "directory") {
    await mkdir(file, { recursive: true });
    entry.resume();
    return false;
  }
  // A link could lead what comes after it anywhere.
  if (type !== "file") throw failed(`The archive holds ${name}, which is a ${type ?? "thing"}, not a file. Nothing was written.`);
  await mkdir(dirname(file), { recursive: true });
  await pipeline(entry, createWriteStream(file, { flags: "wx" }));
  return true;
}

/** A path below the run's own folder, and nothing else. */
function safeName(name: string, runId: string): string {
  const parts = name.replace(/\/$/, "").split("/");
  const isSafe =
    parts[0] === runId && parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[\\\0]/.test(part));
  if (!isSafe) throw failed(`The archive holds ${JSON.stringify(name)}, which is not below ${runId}/. Nothing was written.`);
  return name;
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code !== "ENOENT",
  );
}
