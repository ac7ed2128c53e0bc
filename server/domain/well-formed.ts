/**
 * Half a surrogate pair, as of an emoji that was cut, is no Unicode text: inside a row's JSON SQLite would store bytes that
 * are not UTF-8, and libSQL aborts the whole process when it reads them. Payloads keep it, as JSON's own escape.
 */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** The same for text from elsewhere: a NUL, which would end it where it is read, is shown as the sign for one. */
export function storableText(text: string): string {
  return wellFormed(text).replaceAll("\0", "\u2400");
}
