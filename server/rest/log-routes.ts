import { z } from "zod";
import { elizaLogsBody, elizaLogsTaken } from "@/server/domain/eliza-log";
import { plainText } from "@/server/domain/ids";
import { takeLogs } from "@/server/ingest/eliza/take-logs";
import { readJsonText } from "./read-json";
import { route } from "./route";

export const logRoutes = [
  route({
    method: "POST",
    path: "/api/agents/:agentId/logs",
    name: "sendLogs",
    summary: "Take rows of ElizaOS's logs: the runs they tell of are shown as if they were made here",
    // The agent's id where it runs; what it is called here is in the answer.
    params: z.strictObject({ agentId: plainText(256) }),
    described: elizaLogsBody,
    answers: { 200: elizaLogsTaken },
    refuses: [413, 415],
    handle: async ({ ctx, params, request }) => ({
      body: await takeLogs({ ctx, input: { ...params, text: await readJsonText(request) } }),
    }),
  }),
];
