import { z } from "zod";
import { getStatus } from "@/server/status/get-status";
import { route } from "./route";

export const consoleRoutes = [
  route({
    method: "GET",
    path: "/api/health",
    summary: "Whether the console, its database and its agent host are well",
    // Probes add what they like to get past caches.
    query: z.looseObject({}),
    handle: async ({ ctx }) => {
      const { version, database, host } = await getStatus({ ctx });
      return { body: { status: host.alive ? "ok" : "degraded", version, database, host: { alive: host.alive } } };
    },
  }),
];
