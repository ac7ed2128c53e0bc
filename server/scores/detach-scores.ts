export { deleteScoresOf as deleteScores, detachScoresOf as detachScores } from "./store";
