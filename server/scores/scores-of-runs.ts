export { readScoresOf as scoresOfRuns, readScoresOfRun as scoresOfRun } from "./store";
