/** The list of datasets is told by one word in its address. */
export function readDatasetSearch(params: URLSearchParams): string {
  return (params.get("q") ?? "").trim().slice(0, 200);
}

export function datasetsInput(q: string) {
  return { ...(q === "" ? {} : { q }), limit: 50 };
}
