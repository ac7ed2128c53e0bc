/** A number only a double can come near: its digits would be changed by being read. */
const suspicious = /\d{16}|\d[eE]\+?\d{3}/;
const token = /-?\d[\d.eE+-]*/y;

/**
 * The first number in a JSON text that JavaScript would read as another one: a whole number past 2^53 that is not
 * representable, or one past all bounds. Ids of other systems are like that, and nobody notices until they do not match.
 */
export function findInexactNumber(text: string): string | undefined {
  if (!suspicious.test(text)) return undefined;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = endOfString(text, at);
    else if (char === 0x2d || (char >= 0x30 && char <= 0x39)) {
      token.lastIndex = at;
      const number = token.exec(text)?.[0] ?? "";
      if (!isExact(number)) return number;
      at += Math.max(0, number.length - 1);
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function isExact(number: string): boolean {
  const read = Number(number);
  if (Number.isNaN(read)) return true;
  if (!Number.isFinite(read)) return false;
  return !/^-?\d{16,}$/.test(number) || BigInt(number) === BigInt(read);
}
