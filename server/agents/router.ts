import { procedure, router } from "@/server/trpc";
import { agentRef, getAgent } from "./get-agent";
import { listAgents } from "./list-agents";

export const agentsRouter = router({
  list: procedure.query(listAgents),
  get: procedure.input(agentRef).query(getAgent),
});
