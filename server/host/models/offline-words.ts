/** What the built-in model takes for a token: a word with the space behind it. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*\S+\s*?/g) ?? [];
}

/** How many there are, without making them. */
export function countWords(text: string): number {
  let words = 0;
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const isSpace = text.charCodeAt(at) <= 32;
    if (!isSpace && !inside) words++;
    inside = !isSpace;
  }
  return words;
}
