import { readCutOffKeys, readLeftBehind, readLiveChildren, readOrphans, readPendingKeys, readWakeTimes } from "./store";

export {
  readCutOffKeys as findCutOffRuns,
  readLeftBehind as findLeftBehind,
  readLiveChildren as findLiveChildren,
  readOrphans as findOrphans,
  readPendingKeys as findPendingRuns,
  readWakeTimes as findWakeTimes,
};
