/** What LIKE … ESCAPE '\' looks for: a text within JSON, where it stands as JSON writes it. */
export function likePattern(text: string): string {
  return `%${JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
}
