import type { ForeignPrint, ForeignStep, ForeignValues } from "@/server/domain/foreign-run";
import { previewText } from "@/server/domain/preview-text";
import { quickHash } from "@/server/domain/quick-hash";
import { storableText } from "@/server/domain/well-formed";

const known = new WeakMap<ForeignStep, ForeignPrint>();
const none = "-";
const longestPreview = 160;

/** What a step's values come to. Worked out once a step object: who draws a run again and again does well to give the same objects again. */
export function printOf(step: ForeignStep): ForeignPrint {
  const before = step.print ?? known.get(step);
  if (before) return before;
  const print = printValues(step);
  known.set(step, print);
  return print;
}

export function printValues({ input, output, error, attributes }: ForeignValues): ForeignPrint {
  let chars = 0;
  const print = (value: unknown): string => {
    if (value === undefined) return none;
    const text = JSON.stringify(value);
    chars += text.length;
    return hash(text);
  };
  return { input: print(input), output: print(output), error: print(error), attributes: print(attributes), chars };
}

/** All it says besides its input, output and place. */
export function restOf(step: ForeignStep): string {
  const { usage, attempt, preview } = step;
  const { error, attributes } = printOf(step);
  return hash(JSON.stringify([error, usage, attempt, preview, attributes]));
}

/** What stands beside its name. */
export function previewOf({ preview, output }: ForeignStep): string | null {
  const shown = preview ?? (output === undefined ? undefined : previewText(output));
  return shown === undefined ? null : storableText(shown.slice(0, longestPreview));
}

export const hash = (text: string): string => quickHash(text).toString(36);

/** As many values as are written at once; of one larger than that, one. */
const mostRows = 60;
const mostChars = 300_000;

/** Steps in parts whose values are held together while they are written. */
export function* inParts<Item>(items: Iterable<Item>, stepOf: (item: Item) => ForeignStep): Generator<Item[]> {
  let part: Item[] = [];
  let chars = 0;
  for (const item of items) {
    part.push(item);
    chars += printOf(stepOf(item)).chars;
    if (part.length < mostRows && chars < mostChars) continue;
    yield part;
    [part, chars] = [[], 0];
  }
  if (part.length > 0) yield part;
}
