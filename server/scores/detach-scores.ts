export { datasetRunOf as datasetRunOfScores, deleteScoresOf as deleteScores, detachScoresOf as detachScores } from "./store";
