import { readCutOffKeys, readPendingKeys, readWakeTimes } from "./store";

export { readCutOffKeys as findCutOffRuns, readPendingKeys as findPendingRuns, readWakeTimes as findWakeTimes };
