import type { z } from "zod";
import type { Context } from "@/server/context";
import type { Dataset, importDatasetInput } from "@/server/domain/dataset";
import { createDataset } from "./create-dataset";
import { deleteDataset } from "./delete-dataset";
import { getDataset } from "./get-dataset";
import type { FileBody } from "./import/read-file";
import { importInto, type Imported } from "./import-items";

type Call = {
  ctx: Context;
  input: z.infer<typeof importDatasetInput>;
  body: FileBody;
  idempotencyKey?: string | undefined;
};

/** Makes a dataset of a file. If the file has a fault there is no dataset either. */
export async function importDataset({ ctx, input, body, idempotencyKey }: Call): Promise<Imported & { dataset: Dataset }> {
  const { name, ...file } = input;
  const { dataset } = await createDataset({ ctx, input: { name } });
  const remove = () => deleteDataset({ ctx, input: { datasetId: dataset.id } });
  try {
    const into = { ...file, datasetId: dataset.id, mode: "append" } as const;
    const { datasetId, imported, version } = await importInto({ ctx, input: into, body, idempotencyKey, asked: input });
    // The key was used before: the dataset of then is the answer.
    if (datasetId !== dataset.id) await remove();
    return { ...(await getDataset({ ctx, input: { datasetId } })), imported, version };
  } catch (cause) {
    await remove();
    throw cause;
  }
}
