import { agentRef, getAgent } from "@/server/agents/get-agent";
import { listAgents } from "@/server/agents/list-agents";
import { route } from "./route";

export const agentRoutes = [
  route({
    method: "GET",
    path: "/api/agents",
    summary: "All agents, and the files of the project that do not load",
    handle: async ({ ctx }) => {
      const { agents, problems } = await listAgents({ ctx });
      return { body: { agents, problems } };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId",
    summary: "One agent",
    params: agentRef,
    handle: async ({ ctx, params }) => ({ body: await getAgent({ ctx, input: params }) }),
  }),
];
