import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Context } from "@/server/context";
import { importFormat } from "@/server/domain/dataset";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { importDataset } from "./import-dataset";

/** On a new data directory the files in the project's `datasets/` become datasets, each called like its file. Once: what people do with them is theirs. */
export async function seedDatasets(ctx: Context, log: Log, projectDir: string): Promise<void> {
  const folder = join(projectDir, "datasets");
  for (const file of (await readdir(folder).catch(() => [])).toSorted()) {
    const extension = extname(file);
    const format = importFormat.safeParse(extension.slice(1).toLowerCase());
    if (!format.success) continue;
    try {
      const input = { name: file.slice(0, -extension.length), format: format.data };
      await importDataset({ ctx, input, body: createReadStream(join(folder, file)) });
    } catch (cause) {
      log.warn(`datasets/${file} of the project did not become a dataset: ${messageOf(cause)}`);
    }
  }
}
