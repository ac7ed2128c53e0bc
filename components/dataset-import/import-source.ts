import type { ImportFormat } from "@/server/domain/dataset";
import { guessFormat } from "./file-format";

/** A file as it lies on the disk: only ever read in slices, or handed to the browser to send. */
export type ImportSource = { id: number; name: string; file: Blob; guess: ImportFormat };

/** Where it is to go: into a dataset that is there, or into one that is made of it. */
export type ImportTarget = { datasetId: string } | "new";

/** What the server takes. */
export const mostFileBytes = 2048 * 1024 * 1024;

let count = 0;

export async function openSource(file: Blob, name: string): Promise<ImportSource> {
  const beginning = await file.slice(0, 64 * 1024).text();
  count++;
  return { id: count, name, file, guess: guessFormat(name, beginning) };
}
