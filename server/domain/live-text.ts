/** Text that is still coming, from an offset on: what came before it is forgotten, or known to the reader. */
export type LiveText = { from: number; text: string };

/** Of a text that is still coming this much is kept; all of it is recorded at its end. */
export const mostLiveText = 64 * 1024;

/** Joins what follows to what is known. Where they do not meet, what came last counts. */
export function joinText(known: LiveText | undefined, next: LiveText): LiveText {
  const at = known ? next.from - known.from : -1;
  const joined =
    known && at >= 0 && at <= known.text.length ? { from: known.from, text: known.text.slice(0, at) + next.text } : next;
  const over = joined.text.length - mostLiveText;
  return over > 0 ? { from: joined.from + over, text: joined.text.slice(over) } : joined;
}

/** The part of a text that lies behind an offset; nothing where there is none. */
export function textAfter(text: LiveText, offset: number): LiveText | undefined {
  const end = text.from + text.text.length;
  if (offset >= end) return undefined;
  return offset <= text.from ? text : { from: offset, text: text.text.slice(offset - text.from) };
}
