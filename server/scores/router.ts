import { humanScoreInput } from "@/server/domain/score";
import { procedure, router } from "@/server/trpc";
import { listScorers } from "./list-scorers";
import { scoreByHand } from "./score-by-hand";

export const scoresRouter = router({
  scorers: procedure.query(listScorers),
  put: procedure.input(humanScoreInput).mutation(scoreByHand),
});
