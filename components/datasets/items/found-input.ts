export const foundPageSize = 50;

/** A page of what a search finds, as it is asked for. */
export function foundInput(datasetId: string, version: number, q: string, cursor?: string) {
  return { datasetId, version, q, limit: foundPageSize, ...(cursor === undefined ? {} : { cursor }) };
}
