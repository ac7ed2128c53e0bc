/** What a page is filtered by, as its address says. */
export const readFilter = (params: URLSearchParams): string => params.get("q")?.trim().slice(0, 200) ?? "";

/** Every word, somewhere. */
export function fitsWords(text: string, q: string): boolean {
  const said = text.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
