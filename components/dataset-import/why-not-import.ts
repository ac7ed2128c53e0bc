import type { ReadPreview } from "./read-preview";

type Known = {
  preview: Pick<ReadPreview, "faultCount" | "rowCount"> | undefined;
  error: unknown;
  shared: number;
  name: string;
};

/** What has to be done before the file can come in; nothing where it can. */
export function whyNotImport({ preview, error, shared, name }: Known): string | undefined {
  if (error) return "The file could not be looked at.";
  if (!preview) return "Looking at the file…";
  if (shared > 0) return "Two columns go to the same place: move one, or leave it out.";
  if (preview.faultCount > 0) return "All rows come in, or none: mend what is named above, or change where columns go.";
  if (name.trim() === "") return "Give the new dataset a name.";
  return undefined;
}
