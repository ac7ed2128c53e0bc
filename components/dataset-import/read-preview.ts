import type { ColumnMap, ImportFormat, ImportPreview } from "@/server/domain/dataset";
import { mediaTypes } from "./file-format";
import { importAddress, type ImportMode } from "./import-address";
import { ImportError, notSent, parseAnswer } from "./import-error";
import type { ImportSource, ImportTarget } from "./import-source";

export type PreviewAsked = {
  source: ImportSource;
  target: ImportTarget;
  format: ImportFormat;
  mode: ImportMode;
  /** As the person has it; until then the server's own, or our guess where it has none. */
  map: ColumnMap | undefined;
};

/** `isHead`: of the file's beginning only; what comes after it is looked at by the import itself. */
export type ReadPreview = ImportPreview & { isHead: boolean; map: ColumnMap | undefined };

const mebibyte = 1024 * 1024;
/** Up to here a file is looked at whole before it is imported; of a larger one the beginning, and more if a row is that long. */
const wholeUpTo = 4 * mebibyte;
const heads = [mebibyte, 16 * mebibyte, 72 * mebibyte];

export async function readPreview(asked: PreviewAsked, signal: AbortSignal): Promise<ReadPreview> {
  const preview = await readLongEnough(asked, signal);
  const map = asked.map ?? guessMap(preview);
  if (asked.map || !map) return { ...preview, map };
  return { ...(await readLongEnough({ ...asked, map }, signal)), map };
}

/** What stands beside the parts of an item is no part of it, so it is a fault; most likely it is meant as metadata. */
function guessMap({ columns }: Pick<ImportPreview, "columns">): ColumnMap | undefined {
  if (!columns?.some(({ target }) => target === null)) return undefined;
  return Object.fromEntries(columns.map(({ name, target }) => [name, target ?? `metadata.${name}`]));
}

async function readLongEnough(asked: PreviewAsked, signal: AbortSignal): Promise<ImportPreview & { isHead: boolean }> {
  const { file } = asked.source;
  if (file.size <= wholeUpTo) return { ...(await ask(asked, file, false, signal)), isHead: false };
  for (const bytes of heads) {
    const isHead = bytes < file.size;
    const preview = await ask(asked, file.slice(0, bytes), isHead, signal);
    if (preview.rowCount > 0 || preview.faultCount > 0 || !isHead) return { ...preview, isHead };
  }
  return { rows: [], rowCount: 0, faults: [], faultCount: 0, isHead: true };
}

async function ask(
  { target, format, mode, map }: PreviewAsked,
  body: Blob,
  head: boolean,
  signal: AbortSignal,
): Promise<ImportPreview> {
  const address = importAddress(target, { dryRun: true, map, ...(head ? { head } : {}), ...(target === "new" ? {} : { mode }) });
  const headers = { "content-type": mediaTypes[format] };
  const answer = await fetch(address, { method: "POST", headers, body, signal }).catch((cause: unknown) => {
    throw signal.aborted ? cause : new ImportError(notSent, cause);
  });
  const said = parseAnswer(await answer.text());
  if (!answer.ok) throw new ImportError(said);
  return said as ImportPreview;
}
