import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Context } from "@/server/context";
import { importFormat } from "@/server/domain/dataset";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { createDataset } from "./create-dataset";
import { deleteDataset } from "./delete-dataset";
import { importItems } from "./import-items";

/** On a new data directory the files in the project's `datasets/` become datasets, each called like its file. Once: what people do with them is theirs. */
export async function seedDatasets(ctx: Context, log: Log, projectDir: string): Promise<void> {
  const folder = join(projectDir, "datasets");
  for (const file of (await readdir(folder).catch(() => [])).toSorted()) {
    const extension = extname(file);
    const format = importFormat.safeParse(extension.slice(1).toLowerCase());
    if (!format.success) continue;
    const { dataset } = await createDataset({ ctx, input: { name: file.slice(0, -extension.length) } });
    try {
      const input = { datasetId: dataset.id, format: format.data, mode: "append" } as const;
      await importItems({ ctx, input, body: createReadStream(join(folder, file)) });
    } catch (cause) {
      await deleteDataset({ ctx, input: { datasetId: dataset.id } });
      log.warn(`datasets/${file} of the project did not become a dataset: ${messageOf(cause)}`);
    }
  }
}
