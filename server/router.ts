import { agentsRouter } from "./agents/router";
import { datasetsRouter } from "./datasets/router";
import { directoriesRouter } from "./directories/router";
import { getStatus } from "./status/get-status";
import { runsRouter } from "./runs/router";
import { procedure, router } from "./trpc";

export const appRouter = router({
  agents: agentsRouter,
  runs: runsRouter,
  datasets: datasetsRouter,
  directories: directoriesRouter,
  console: router({ status: procedure.query(getStatus) }),
});

export type AppRouter = typeof appRouter;
