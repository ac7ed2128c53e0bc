import type { ImportFormat } from "@/server/domain/dataset";

export const formatWords: Readonly<Record<ImportFormat, string>> = { csv: "CSV", json: "JSON", jsonl: "JSONL" };

export const mediaTypes: Readonly<Record<ImportFormat, string>> = {
  csv: "text/csv",
  json: "application/json",
  jsonl: "application/x-ndjson",
};

const byExtension: Readonly<Record<string, ImportFormat>> = { csv: "csv", tsv: "csv", jsonl: "jsonl", ndjson: "jsonl" };

/** What a file is, by its name where that tells, else by how it begins. */
export function guessFormat(name: string, beginning: string): ImportFormat {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  if (Object.hasOwn(byExtension, extension)) return byExtension[extension] ?? "csv";
  const text = beginning.replace(/^\uFEFF/, "").trimStart();
  // Files called .json are often a row a line.
  if (isRowALine(text)) return "jsonl";
  return extension === "json" || /^[[{]/.test(text) ? "json" : "csv";
}

/** Its first line is a whole value in brackets, and something follows. */
function isRowALine(text: string): boolean {
  const end = text.indexOf("\n");
  if (end < 0 || !/^[[{]/.test(text) || !/\S/.test(text.slice(end))) return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}
