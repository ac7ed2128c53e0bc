import { agentRef, getAgent } from "@/server/agents/get-agent";
import { listAgents } from "@/server/agents/list-agents";
import { agentList, oneAgent } from "@/server/domain/answers/agent-answers";
import { route } from "./route";

export const agentRoutes = [
  route({
    method: "GET",
    path: "/api/agents",
    name: "listAgents",
    summary: "All agents, and the files of the project that do not load",
    answers: { 200: agentList },
    handle: async ({ ctx }) => {
      const { agents, problems } = await listAgents({ ctx });
      return { body: { agents, problems } };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId",
    name: "getAgent",
    summary: "One agent",
    params: agentRef,
    answers: { 200: oneAgent },
    handle: async ({ ctx, params }) => ({ body: await getAgent({ ctx, input: params }) }),
  }),
];
