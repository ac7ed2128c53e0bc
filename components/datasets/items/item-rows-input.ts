export const windowSize = 100;

/** A window of the table, as it is asked for: the same on the server and in the browser. */
export function itemRowsInput(datasetId: string, version: number, start: number) {
  return { datasetId, version, start, limit: windowSize };
}
