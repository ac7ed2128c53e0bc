export {
  readScoresBetween as scoresBetween,
  readScoresOf as scoresOfRuns,
  readScoresOfRun as scoresOfRun,
  readValuesOf as valuesOfRuns,
} from "./store";
export type { CountedScore } from "./store";
