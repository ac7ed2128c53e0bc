/**
 * A step's path is the names from the root down, joined by dots. A name may hold anything, so what is not
 * `[A-Za-z0-9_-]` is written %XX (its UTF-8 bytes); that keeps dots and `#` free for structure.
 */
const plain = /^[A-Za-z0-9_-]*$/;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Whether a text is written as a path is: parts of such names, each with a sibling number or none. */
export function isStepPath(text: string): boolean {
  return /^(?:[A-Za-z0-9_-]|%[0-9A-F]{2})+(?:#[1-9]\d{0,8})?(?:\.(?:[A-Za-z0-9_-]|%[0-9A-F]{2})*(?:#[1-9]\d{0,8})?)*$/.test(text);
}

export function encodeName(name: string): string {
  if (plain.test(name)) return name;
  let out = "";
  for (const byte of encoder.encode(name)) {
    const char = String.fromCharCode(byte);
    out += byte < 128 && plain.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

export function decodeName(encoded: string): string {
  if (!encoded.includes("%")) return encoded;
  const bytes: number[] = [];
  for (let i = 0; i < encoded.length; i++) {
    const hex = encoded[i] === "%" ? Number.parseInt(encoded.slice(i + 1, i + 3), 16) : Number.NaN;
    if (Number.isNaN(hex)) bytes.push(encoded.charCodeAt(i));
    else {
      bytes.push(hex);
      i += 2;
    }
  }
  return decoder.decode(Uint8Array.from(bytes));
}

/** The path of the `nth` (from 1) sibling of that name. */
export function childPath(parentPath: string, name: string, nth: number): string {
  const segment = nth > 1 ? `${encodeName(name)}#${nth}` : encodeName(name);
  return parentPath === "" ? segment : `${parentPath}.${segment}`;
}

/** The name a path ends in, without its sibling number. */
export function nameOfPath(path: string): string {
  const segment = path.slice(path.lastIndexOf(".") + 1);
  const hash = segment.indexOf("#");
  return decodeName(hash < 0 ? segment : segment.slice(0, hash));
}

/** Which of its same-named siblings a path is, from 1. */
export function nthOfPath(path: string): number {
  const segment = path.slice(path.lastIndexOf(".") + 1);
  const hash = segment.indexOf("#");
  return hash < 0 ? 1 : Number(segment.slice(hash + 1));
}
