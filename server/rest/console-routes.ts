import { z } from "zod";
import { health } from "@/server/domain/answers/plain-answers";
import { getStatus } from "@/server/status/get-status";
import { route } from "./route";

export const consoleRoutes = [
  route({
    method: "GET",
    path: "/api/health",
    name: "getHealth",
    summary: "Whether the console, its database and its agent host are well",
    // Probes add what they like to get past caches.
    query: z.looseObject({}),
    answers: { 200: health },
    handle: async ({ ctx }) => {
      const { version, database, host } = await getStatus({ ctx });
      const status = host.alive ? ("ok" as const) : ("degraded" as const);
      return { body: { status, version, database, host: { alive: host.alive } } };
    },
  }),
];
