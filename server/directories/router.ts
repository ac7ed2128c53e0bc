import { procedure, router } from "@/server/trpc";
import { getOutcome, getOutcomeInput } from "./get-outcome";
import { listArtifacts, listArtifactsInput } from "./list-artifacts";

export const directoriesRouter = router({
  list: procedure.input(listArtifactsInput).query(listArtifacts),
  outcome: procedure.input(getOutcomeInput).query(getOutcome),
});
