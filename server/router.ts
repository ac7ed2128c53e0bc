import { agentsRouter } from "./agents/router";
import { datasetsRouter } from "./datasets/router";
import { datasetRunsRouter } from "./dataset-runs/router";
import { directoriesRouter } from "./directories/router";
import { getStatus } from "./status/get-status";
import { runsRouter } from "./runs/router";
import { scoresRouter } from "./scores/router";
import { trendsRouter } from "./trends/router";
import { procedure, router } from "./trpc";

export const appRouter = router({
  agents: agentsRouter,
  runs: runsRouter,
  datasets: datasetsRouter,
  datasetRuns: datasetRunsRouter,
  scores: scoresRouter,
  directories: directoriesRouter,
  trends: trendsRouter,
  console: router({ status: procedure.query(getStatus) }),
});

export type AppRouter = typeof appRouter;
