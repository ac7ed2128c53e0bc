import { readCutOffKeys, readIsolated, readPendingKeys } from "./pending-store";
import { readAllLeftBehind, readLeftBehind, readLiveChildren, readOrphans, readRunByKey, readWakeTimes } from "./store";

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
