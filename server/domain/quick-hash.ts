/** 64 bits of a text, as two words: the same everywhere, and no protection against who wants two texts to meet. */
export function hashWords(text: string): [high: number, low: number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    a = Math.imul(a ^ char, 2654435761);
    b = Math.imul(b ^ char, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b >>> 0, a >>> 0];
}

/** As many bits of it as a number holds. */
export function quickHash(text: string): number {
  const [high, low] = hashWords(text);
  return (high % 2 ** 21) * 2 ** 32 + low;
}
