import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import type { Context } from "@/server/context";
import type { DatasetRun, datasetRunRef } from "@/server/domain/dataset-run";
import { datasetRunTopic } from "@/server/live/bus";
import { listen } from "@/server/live/wait-for-change";
import { getDatasetRun } from "./get-dataset-run";
import { requireDatasetRun } from "./require-dataset-run";

const calmMs = 100;
const longestWaitMs = 600_000;

type Call = { ctx: Context; input: z.infer<typeof datasetRunRef>; signal: AbortSignal };

/** A dataset run as it is now, then whenever it has changed, a few times a second. One that has ended may go on: by a retry. */
export async function* watchDatasetRun({ ctx, input, signal }: Call): AsyncGenerator<DatasetRun> {
  const { key } = await requireDatasetRun(ctx, input);
  const changes = listen(ctx.live, datasetRunTopic(key), signal);
  try {
    while (!signal.aborted) {
      yield (await getDatasetRun({ ctx, input })).run;
      await changes.next();
      await pause(calmMs, undefined, { signal }).catch(() => {});
    }
  } finally {
    changes.close();
  }
}

/** Answers when it has ended or only waits for people, at most after ten minutes. Hanging up leaves it going. */
export async function waitForDatasetRun({ ctx, input, signal }: Call): Promise<{ run: DatasetRun }> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]);
  const { key } = await requireDatasetRun(ctx, input);
  const changes = listen(ctx.live, datasetRunTopic(key), until);
  try {
    for (;;) {
      const row = await requireDatasetRun(ctx, input);
      const over = row.status === "completed" || (row.status === "cancelled" && row.endedAt !== null);
      if (over || row.status === "waiting" || until.aborted) return await getDatasetRun({ ctx, input });
      await changes.next();
    }
  } finally {
    changes.close();
  }
}
