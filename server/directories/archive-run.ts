import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack, type Pack } from "tar-stream";
import type { z } from "zod";
import type { Context } from "@/server/context";
import type { runRef } from "@/server/domain/run";
import { openRunDirectory } from "./open-run-directory";
import { walkFiles, type FoundFile } from "./walk-files";

const chunkBytes = 256 * 1024;

/** A run's directory as a tar.gz, made while it is read; its one top folder is the run's id. */
export async function archiveRun({ ctx, input }: { ctx: Context; input: z.infer<typeof runRef> }): Promise<Readable> {
  const { dir } = await openRunDirectory(ctx, input.runId);
  const tar = pack();
  const gzip = createGzip({ level: 4 });
  // Whoever hangs up ends the one, and by it the other and the reading.
  pipeline(tar, gzip).catch(() => {});
  fill(tar, dir, input.runId).catch((cause: unknown) => tar.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  return gzip;
}

async function fill(tar: Pack, dir: string, top: string): Promise<void> {
  const closed = new Promise<void>((resolve) => tar.once("close", () => resolve()));
  for await (const file of walkFiles(dir)) {
    if (tar.destroyed) return;
    await add(tar, dir, top, file, closed);
  }
  tar.finalize();
}

async function add(tar: Pack, dir: string, top: string, { path, modifiedAt }: FoundFile, closed: Promise<void>): Promise<void> {
  const handle = await open(join(dir, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => undefined,
  );
  if (!handle) return;
  try {
    const found = await handle.stat();
    if (!found.isFile()) return;
    const { size } = found;
    const header = { name: `${top}/${path}`, size, mode: 0o644, mtime: new Date(modifiedAt) };
    const added = new Promise<void>((resolve, reject) => {
      const entry = tar.entry(header, (fault) => (fault ? reject(fault) : resolve()));
      write(entry, size, handle, closed).catch(reject);
    });
    await Promise.race([added, closed]);
  } finally {
    await handle.close();
  }
}

async function write(entry: ReturnType<Pack["entry"]>, size: number, handle: FileHandle, closed: Promise<void>): Promise<void> {
  for await (const chunk of exactly(size, (at, length) => read(handle, at, length)))
    if (!entry.write(chunk)) await Promise.race([new Promise<void>((resolve) => entry.once("drain", () => resolve())), closed]);
  entry.end(null);
}

async function read(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

/** As many bytes as the header said, whatever happens to the file of a run under way: cut, or filled up with zeroes. */
async function* exactly(size: number, readAt: (at: number, length: number) => Promise<Buffer>): AsyncGenerator<Buffer> {
  for (let at = 0; at < size;) {
    const length = Math.min(chunkBytes, size - at);
    const chunk = await readAt(at, length);
    yield chunk.length > 0 ? chunk : Buffer.alloc(length);
    at += chunk.length > 0 ? chunk.length : length;
  }
}
