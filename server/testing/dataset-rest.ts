import type { DatasetRun } from "@/server/domain/dataset-run";
import type { Json } from "@/server/domain/json";

type Item = { input: Json; expected?: Json };

/** Datasets and their runs as a script outside works with them. */
export function openDatasetRest(url: string) {
  const ask = async <Answer>(method: string, path: string, body?: string, type = "application/json"): Promise<Answer> => {
    const answer = await fetch(`${url}/api/datasets${path}`, {
      method,
      ...(body === undefined ? {} : { body, headers: { "content-type": type } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as Answer;
  };
  return {
    ask,
    create: async (name: string, items: Item[]): Promise<string> => {
      const { dataset } = await ask<{ dataset: { id: string } }>("POST", "", JSON.stringify({ name }));
      const rows = items.map((item) => `${JSON.stringify(item)}\n`).join("");
      await ask("POST", `/${dataset.id}/import`, rows, "application/x-ndjson");
      return dataset.id;
    },
    start: async (datasetId: string, body: object): Promise<DatasetRun> =>
      (await ask<{ run: DatasetRun }>("POST", `/${datasetId}/runs`, JSON.stringify(body))).run,
    run: async ({ datasetId, id }: { datasetId: string; id: string }): Promise<DatasetRun> =>
      (await ask<{ run: DatasetRun }>("GET", `/${datasetId}/runs/${id}`)).run,
    cancel: (ref: { datasetId: string; id: string }) => ask("POST", `/${ref.datasetId}/runs/${ref.id}/cancel`, "{}"),
  };
}

/** The seven counts, which are always all item-trials. */
export const sumOf = (run: DatasetRun): number =>
  run.pendingCount +
  run.runningCount +
  run.waitingCount +
  run.completedCount +
  run.errorCount +
  run.timeoutCount +
  run.cancelledCount;
