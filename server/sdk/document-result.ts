import type { Source } from "./step-options";

const brand = Symbol.for("trackside.document");

/** A text people read, with where it came from. The brand holds across copies of this package. */
export type DocumentResult = { readonly text: string; readonly sources: Source[]; readonly [brand]: true };

export function createDocument(text: string, sources: Source[]): DocumentResult {
  return { text, sources, [brand]: true };
}

export function isDocument(value: unknown): value is DocumentResult {
  return typeof value === "object" && value !== null && brand in value;
}
