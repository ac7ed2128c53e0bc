import type { ForeignStep } from "@/server/domain/foreign-run";
import { previewText } from "@/server/domain/preview-text";
import { quickHash } from "@/server/domain/quick-hash";
import { storableText } from "@/server/domain/well-formed";

/** What a step says, hashed: its values are large, and are written only where they have changed. */
export type ForeignContent = { input: string; output: string; rest: string; preview: string | null };

const known = new WeakMap<ForeignStep, ForeignContent>();
const none = "-";
const longestPreview = 160;

/** Worked out once a step object: who draws a run again and again does well to give the same objects again. */
export function contentOf(step: ForeignStep): ForeignContent {
  const before = known.get(step);
  if (before) return before;
  const { input, output, error, usage, attributes, attempt, preview } = step;
  const shown = preview ?? (output === undefined ? undefined : previewText(output));
  const content: ForeignContent = {
    input: input === undefined ? none : hash(JSON.stringify(input)),
    output: output === undefined ? none : hash(JSON.stringify(output)),
    rest: hash(JSON.stringify([error, usage, attributes, attempt, preview])),
    preview: shown === undefined ? null : storableText(shown.slice(0, longestPreview)),
  };
  known.set(step, content);
  return content;
}

export const hash = (text: string): string => quickHash(text).toString(36);
