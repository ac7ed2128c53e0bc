import { agentRoutes } from "./agent-routes";
import { artifactRoutes } from "./artifact-routes";
import { consoleRoutes } from "./console-routes";
import { datasetFileRoutes } from "./dataset-file-routes";
import { datasetItemRoutes } from "./dataset-item-routes";
import { datasetRoutes } from "./dataset-routes";
import { datasetRunRoutes } from "./dataset-run-routes";
import { logRoutes } from "./log-routes";
import { oneRunRoutes } from "./one-run-routes";
import type { RouteGroups } from "./openapi/describe-api";
import { openapiRoute } from "./openapi/openapi-route";
import type { Route } from "./route";
import { runRoutes } from "./run-routes";
import { traceRoutes } from "./trace-routes";

/** All of REST, in the order in which it is told of. Of two routes that fit an address the first is taken. */
export const routeGroups: RouteGroups = {
  Runs: [...runRoutes, ...oneRunRoutes],
  "Run directories": artifactRoutes,
  Agents: agentRoutes,
  Datasets: datasetRoutes,
  Items: [...datasetItemRoutes, ...datasetFileRoutes],
  "Dataset runs": datasetRunRoutes,
  "From elsewhere": [...traceRoutes, ...logRoutes],
  Console: [...consoleRoutes, openapiRoute(() => routeGroups)],
};

export const routes: readonly Route[] = Object.values(routeGroups).flat();
