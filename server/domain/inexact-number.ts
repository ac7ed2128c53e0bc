/** Fifteen digits always come back as they were; of more, or past all bounds, some may be changed by being read. */
const suspicious = /\d[\d.]{15}|\d[eE]\+?\d{3}/;
const token = /-?\d[\d.eE+-]*/y;

/**
 * The first number in a JSON text that would be written as another one once JavaScript has read it: one past 2^53 whose
 * digits change, or one past all bounds. Ids of other systems are like that, and nobody notices until they do not match.
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
  if (Number.isNaN(read) || Math.abs(read) <= Number.MAX_SAFE_INTEGER) return true;
  // As it will be written: a power of two past 2^53 is held exactly, and yet written with other digits.
  return Number.isFinite(read) && decimalOf(number) === decimalOf(String(read));
}

/** A number's digits without the zeros around them, and where the last of them stands. */
function decimalOf(number: string): string {
  const [, whole = "", fraction = "", exponent = "0"] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  return `${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}
