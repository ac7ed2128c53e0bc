import { agentRef, getAgent } from "@/server/agents/get-agent";
import { listAgents } from "@/server/agents/list-agents";
import { listRevisions } from "@/server/agents/list-revisions";
import { agentList, oneAgent, revisionList, scorerList } from "@/server/domain/answers/agent-answers";
import { listScorers } from "@/server/scores/list-scorers";
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
  route({
    method: "GET",
    path: "/api/agents/:agentId/revisions",
    name: "listRevisions",
    summary: "An agent's revisions, the latest first",
    params: agentRef,
    answers: { 200: revisionList },
    handle: async ({ ctx, params }) => ({ body: await listRevisions({ ctx, input: params }) }),
  }),
  route({
    method: "GET",
    path: "/api/scorers",
    name: "listScorers",
    summary: "The scorers there are: the project's, then those every project has",
    answers: { 200: scorerList },
    handle: async ({ ctx }) => ({ body: await listScorers({ ctx }) }),
  }),
];
