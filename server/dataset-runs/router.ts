import { z } from "zod";
import {
  checkDatasetRunInput,
  datasetRunId,
  datasetRunRef,
  lastFailuresInput,
  lastRunsInput,
  listDatasetRunsInput,
  listResultsInput,
  retryDatasetRunInput,
  scoreDatasetRunInput,
  startDatasetRunInput,
  startDatasetRunOnceInput,
} from "@/server/domain/dataset-run";
import { compareRunsInput, itemOfRunInput, listItemsOfRunInput, refreshItemsInput } from "@/server/domain/item-result";
import { runRef } from "@/server/domain/run";
import { procedure, router } from "@/server/trpc";
import { cancelDatasetRun, deleteDatasetRun, retryDatasetRun, scoreDatasetRun } from "./change-dataset-run";
import { compareDatasetRuns } from "./compare-dataset-runs";
import { checkDatasetRun } from "./check-dataset-run";
import { getLastFailures } from "./failed-items";
import { findItemOfRun } from "./find-item-of-run";
import { getDatasetRun, getDatasetRunById } from "./get-dataset-run";
import { getItemOfRun } from "./get-item-of-run";
import { getSurroundings } from "./get-surroundings";
import { listDatasetRuns } from "./list-dataset-runs";
import { listLastRuns } from "./list-last-runs";
import { listItemsOfRun } from "./list-items-of-run";
import { listResults } from "./list-results";
import { refreshItems } from "./refresh-items";
import { startDatasetRun } from "./start-dataset-run";
import { summariseFigures } from "./summarise-figures";
import { startDatasetRunByKey } from "./start-dataset-run-once";
import { watchDatasetRun } from "./watch-dataset-run";

/** Lists that the browser reads page by page come with the way they are read. */
const paged = { direction: z.literal("forward").optional() };

export const datasetRunsRouter = router({
  start: procedure.input(startDatasetRunInput).mutation(startDatasetRun),
  startOnce: procedure.input(startDatasetRunOnceInput).mutation(startDatasetRunByKey),
  /** Changes nothing; but what it is asked about may be too long for an address. */
  check: procedure
    .input(checkDatasetRunInput)
    .mutation(({ ctx, input, signal }) => checkDatasetRun({ ctx, input, ...(signal ? { signal } : {}) })),
  lastFailures: procedure.input(lastFailuresInput).query(getLastFailures),
  find: procedure.input(datasetRunId).query(({ ctx, input }) => getDatasetRunById(ctx, input.id)),
  get: procedure.input(datasetRunRef).query(getDatasetRun),
  list: procedure.input(listDatasetRunsInput.extend(paged)).query(listDatasetRuns),
  lastOf: procedure.input(lastRunsInput).query(listLastRuns),
  results: procedure.input(listResultsInput).query(listResults),
  itemOf: procedure.input(runRef).query(findItemOfRun),
  surroundings: procedure.input(datasetRunRef).query(getSurroundings),
  figures: procedure.input(datasetRunRef).query(summariseFigures),
  items: procedure.input(listItemsOfRunInput.extend(paged)).query(listItemsOfRun),
  refreshItems: procedure.input(refreshItemsInput).query(refreshItems),
  item: procedure.input(itemOfRunInput).query(getItemOfRun),
  compare: procedure.input(compareRunsInput).query(compareDatasetRuns),
  cancel: procedure.input(datasetRunRef).mutation(cancelDatasetRun),
  retry: procedure.input(retryDatasetRunInput).mutation(retryDatasetRun),
  score: procedure.input(scoreDatasetRunInput).mutation(scoreDatasetRun),
  delete: procedure.input(datasetRunRef).mutation(deleteDatasetRun),
  watch: procedure
    .input(datasetRunRef)
    .subscription(({ ctx, input, signal }) => watchDatasetRun({ ctx, input, signal: signal ?? new AbortController().signal })),
});
