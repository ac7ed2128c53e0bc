const [quote, backslash] = [0x22, 0x5c];
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);

/** Whether a JSON text, in UTF-8, nests deeper than this. Told without reading it: a parser takes seconds for megabytes of brackets. */
export function nestsDeeperThan(most: number, bytes: Uint8Array): boolean {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (isText) {
      if (byte === backslash) at++;
      else if (byte === quote) isText = false;
    } else if (byte === quote) isText = true;
    else if (opening.has(byte)) depth++;
    else if (closing.has(byte)) depth--;
    if (depth > most) return true;
  }
  return false;
}
