/** What the built-in model takes for a token: a word with the space behind it. */
export function wordsOf(text: string): string[] {
  return text.match(/\s*\S+\s*?/g) ?? [];
}
