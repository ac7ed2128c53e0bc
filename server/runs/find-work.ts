import { readCutOffKeys, readPendingKeys } from "./store";

export { readCutOffKeys as findCutOffRuns, readPendingKeys as findPendingRuns };
