import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Context } from "@/server/context";
import { importFormat } from "@/server/domain/dataset";
import { messageOf } from "@/server/errors";
import type { Log } from "@/server/log";
import { importDataset } from "./import-dataset";
import { updateDataset } from "./update-dataset";

/** As a list shows it; more is for the file itself. */
const mostDescription = 1_000;

/**
 * On a new data directory the files in the project's `datasets/` become datasets, each called like its file, and described by a
 * text beside it (`tickets.md` to `tickets.jsonl`). Once: what people do with them is theirs.
 */
export async function seedDatasets(ctx: Context, log: Log, projectDir: string): Promise<void> {
  const folder = join(projectDir, "datasets");
  for (const file of (await readdir(folder).catch(() => [])).toSorted()) {
    const extension = extname(file);
    const format = importFormat.safeParse(extension.slice(1).toLowerCase());
    if (!format.success) continue;
    try {
      const name = file.slice(0, -extension.length);
      const body = createReadStream(join(folder, file));
      const { dataset } = await importDataset({ ctx, input: { name, format: format.data }, body });
      const description = await readDescription(join(folder, `${name}.md`));
      if (description !== undefined) await updateDataset({ ctx, input: { datasetId: dataset.id, description } });
    } catch (cause) {
      log.warn(`datasets/${file} of the project did not become a dataset: ${messageOf(cause)}`);
    }
  }
}

/** Its first paragraph, as one line. */
async function readDescription(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const [first = ""] = text.trim().split(/\n\s*\n/);
  return first.replace(/\s+/g, " ").slice(0, mostDescription) || undefined;
}
