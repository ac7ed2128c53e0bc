import {
  checkDatasetRunInput,
  datasetRunRef,
  lastFailuresInput,
  listDatasetRunsInput,
  listResultsInput,
  retryDatasetRunInput,
  scoreDatasetRunInput,
  startDatasetRunInput,
  startDatasetRunOnceInput,
} from "@/server/domain/dataset-run";
import { procedure, router } from "@/server/trpc";
import { cancelDatasetRun, deleteDatasetRun, retryDatasetRun, scoreDatasetRun } from "./change-dataset-run";
import { checkDatasetRun } from "./check-dataset-run";
import { getLastFailures } from "./failed-items";
import { getDatasetRun } from "./get-dataset-run";
import { listDatasetRuns } from "./list-dataset-runs";
import { listResults } from "./list-results";
import { startDatasetRun } from "./start-dataset-run";
import { startDatasetRunByKey } from "./start-dataset-run-once";
import { watchDatasetRun } from "./watch-dataset-run";

export const datasetRunsRouter = router({
  start: procedure.input(startDatasetRunInput).mutation(startDatasetRun),
  startOnce: procedure.input(startDatasetRunOnceInput).mutation(startDatasetRunByKey),
  /** Changes nothing; but what it is asked about may be too long for an address. */
  check: procedure
    .input(checkDatasetRunInput)
    .mutation(({ ctx, input, signal }) => checkDatasetRun({ ctx, input, ...(signal ? { signal } : {}) })),
  lastFailures: procedure.input(lastFailuresInput).query(getLastFailures),
  get: procedure.input(datasetRunRef).query(getDatasetRun),
  list: procedure.input(listDatasetRunsInput).query(listDatasetRuns),
  results: procedure.input(listResultsInput).query(listResults),
  cancel: procedure.input(datasetRunRef).mutation(cancelDatasetRun),
  retry: procedure.input(retryDatasetRunInput).mutation(retryDatasetRun),
  score: procedure.input(scoreDatasetRunInput).mutation(scoreDatasetRun),
  delete: procedure.input(datasetRunRef).mutation(deleteDatasetRun),
  watch: procedure
    .input(datasetRunRef)
    .subscription(({ ctx, input, signal }) => watchDatasetRun({ ctx, input, signal: signal ?? new AbortController().signal })),
});
