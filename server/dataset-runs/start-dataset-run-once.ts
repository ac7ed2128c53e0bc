import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetRun, StartDatasetRunInput, startDatasetRunOnceInput } from "@/server/domain/dataset-run";
import { makeOnce } from "@/server/idempotency/make-once";
import { getDatasetRunById } from "./get-dataset-run";
import { startDatasetRun } from "./start-dataset-run";

/** Keeps the keys of this door apart from others'. */
export const startKind = "start-dataset-run";

type Call = { ctx: Context; input: StartDatasetRunInput; key: string | undefined };

/** Starts a dataset run, at most once where there is a key for it. */
export function startDatasetRunOnce({ ctx, input, key }: Call): Promise<{ run: DatasetRun }> {
  if (key === undefined) return startDatasetRun({ ctx, input });
  const make = (also: Parameters<typeof startDatasetRun>[0]["also"]) =>
    startDatasetRun({ ctx, input, ...(also ? { also } : {}) });
  return makeOnce({ ctx, key, input, make, find: (id) => getDatasetRunById(ctx, id) });
}

type Keyed = { ctx: Context; input: z.output<typeof startDatasetRunOnceInput> };

export function startDatasetRunByKey({ ctx, input: { idempotencyKey, ...input } }: Keyed): Promise<{ run: DatasetRun }> {
  return startDatasetRunOnce({ ctx, input, key: `${startKind}:${idempotencyKey}` });
}
