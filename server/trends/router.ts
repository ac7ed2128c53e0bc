import { trendsInput } from "@/server/domain/trends";
import { procedure, router } from "@/server/trpc";
import { agentFiguresInput, getAgentFigures } from "./get-agent-figures";
import { getRevisionFigures, revisionFiguresInput } from "./get-revision-figures";
import { getTrends } from "./get-trends";

export const trendsRouter = router({
  get: procedure.input(trendsInput).query(getTrends),
  ofAgents: procedure.input(agentFiguresInput).query(getAgentFigures),
  ofRevisions: procedure.input(revisionFiguresInput).query(getRevisionFigures),
});
