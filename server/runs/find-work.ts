import { readAllLeftBehind, readLeftBehind, readLiveChildren, readOrphans } from "./family-store";
import { readCutOffKeys, readIsolated, readPendingKeys, readWakeTimes } from "./pending-store";
import { readRunByKey } from "./store";

export {
  readIsolated as findIsolated,
  readCutOffKeys as findCutOffRuns,
  readAllLeftBehind as findAllLeftBehind,
  readLeftBehind as findLeftBehind,
  readLiveChildren as findLiveChildren,
  readOrphans as findOrphans,
  readPendingKeys as findPendingRuns,
  readRunByKey as findRun,
  readWakeTimes as findWakeTimes,
};
