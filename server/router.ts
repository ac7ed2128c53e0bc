import { agentsRouter } from "./agents/router";
import { datasetsRouter } from "./datasets/router";
import { datasetRunsRouter } from "./dataset-runs/router";
import { directoriesRouter } from "./directories/router";
import { liveRouter } from "./live/router";
import { overviewRouter } from "./overview/router";
import { getSettings } from "./status/get-settings";
import { getStatus } from "./status/get-status";
import { getStorage } from "./storage/get-storage";
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
  live: liveRouter,
  overview: overviewRouter,
  console: router({
    status: procedure.query(getStatus),
    settings: procedure.query(getSettings),
    storage: procedure.query(getStorage),
  }),
  trends: trendsRouter,
});

export type AppRouter = typeof appRouter;
