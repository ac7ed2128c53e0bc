import {
  datasetRunRef,
  listDatasetRunsInput,
  listResultsInput,
  retryDatasetRunInput,
  scoreDatasetRunInput,
  startDatasetRunInput,
} from "@/server/domain/dataset-run";
import { procedure, router } from "@/server/trpc";
import { cancelDatasetRun, deleteDatasetRun, retryDatasetRun, scoreDatasetRun } from "./change-dataset-run";
import { getDatasetRun } from "./get-dataset-run";
import { listDatasetRuns } from "./list-dataset-runs";
import { listResults } from "./list-results";
import { startDatasetRun } from "./start-dataset-run";
import { watchDatasetRun } from "./watch-dataset-run";

export const datasetRunsRouter = router({
  start: procedure.input(startDatasetRunInput).mutation(startDatasetRun),
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
