import { readUnsettled } from "./result-store";
import { endDatasetRun, moveDatasetRun, readDatasetRunByKey, readUnfinished, type DatasetRunRow } from "./store";

export {
  endDatasetRun,
  moveDatasetRun,
  readDatasetRunByKey as findDatasetRun,
  readUnfinished as findUnfinished,
  readUnsettled as findUnsettled,
};
export type { DatasetRunRow };
export { settleResults } from "./result-store";
