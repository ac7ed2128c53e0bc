import { procedure, router } from "@/server/trpc";
import { agentRef, getAgent } from "./get-agent";
import { listAgents } from "./list-agents";
import { listRevisions } from "./list-revisions";

export const agentsRouter = router({
  list: procedure.query(listAgents),
  get: procedure.input(agentRef).query(getAgent),
  revisions: procedure.input(agentRef).query(listRevisions),
});
