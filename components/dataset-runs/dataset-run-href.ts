export function datasetRunHref({ datasetId, id }: { datasetId: string; id: string }, baseline?: string): string {
  const query = baseline === undefined ? "" : `?${new URLSearchParams({ baseline }).toString()}`;
  return `/datasets/${encodeURIComponent(datasetId)}/runs/${encodeURIComponent(id)}${query}`;
}
