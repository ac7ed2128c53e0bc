import { isOwnName } from "./step-place";

/** One file of a run's directory: from an artifact, by the agent's own hand, or a projection of the record. */
export type ArtifactFile = {
  path: string;
  bytes: number;
  contentType: string;
  modifiedAt: number;
  source: "artifact" | "agent" | "record";
};

export const mostArtifactBytes = 50_000_000;
const longestPart = 255;
const longestName = 1000;
const encoder = new TextEncoder();

/** What is wrong with an artifact's name, below its step's folder; nothing where it may be used. */
export function faultOfArtifactName(name: string): string | undefined {
  const bytes = (text: string): number => encoder.encode(text).length;
  if (bytes(name) > longestName) return `is longer than ${longestName} bytes`;
  if (/\p{Surrogate}/u.test(name)) return "has half a surrogate pair in it, which no file system holds";
  for (const part of name.split("/")) {
    if (part === "") return 'has an empty part: write it without a "/" at its begin or end, and without "//"';
    if (part === "." || part === "..") return `has a part "${part}": it must stay in its step's folder`;
    if (/[\0\\]/.test(part)) return "has a NUL or a backslash in it";
    if (bytes(part) > longestPart) return `has a part longer than ${longestPart} bytes`;
    if (isOwnName(part)) return `has a part "${part}", which is a file of the run's directory itself`;
    if (part.includes("~")) return 'has a "~" in it, which names made from hashes use';
  }
  return undefined;
}

/** The same for a whole path in the run's directory, as a host reports it. */
export function isArtifactPath(path: string): boolean {
  return path.length < 5000 && path.split("/").every((part) => faultOfArtifactName(part.replaceAll("~", "_")) === undefined);
}

export const contentTypePattern = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?:; ?[\w.+-]{1,50}=[\w.+-]{1,50}){0,4}$/;

const types: Readonly<Record<string, string>> = {
  css: "text/css",
  csv: "text/csv",
  gif: "image/gif",
  gz: "application/gzip",
  html: "text/html",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript",
  json: "application/json",
  jsonl: "application/x-ndjson",
  md: "text/markdown",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml",
  ts: "text/plain",
  txt: "text/plain",
  webp: "image/webp",
  xml: "application/xml",
  yaml: "application/yaml",
  yml: "application/yaml",
  zip: "application/zip",
};

/** By its name's ending; `otherwise` where that says nothing. */
export function contentTypeOf(name: string, otherwise = "application/octet-stream"): string {
  const type = types[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? otherwise;
  return type.startsWith("text/") ? `${type}; charset=utf-8` : type;
}
