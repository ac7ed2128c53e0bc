import { agentRoutes } from "./agent-routes";
import { artifactRoutes } from "./artifact-routes";
import { consoleRoutes } from "./console-routes";
import { datasetFileRoutes } from "./dataset-file-routes";
import { datasetItemRoutes } from "./dataset-item-routes";
import { datasetRoutes } from "./dataset-routes";
import { datasetRunRoutes } from "./dataset-run-routes";
import { oneRunRoutes } from "./one-run-routes";
import { runRoutes } from "./run-routes";
import { traceRoutes } from "./trace-routes";

/** All of REST. */
export const routes = [
  ...consoleRoutes,
  ...agentRoutes,
  ...runRoutes,
  ...oneRunRoutes,
  ...artifactRoutes,
  ...datasetRoutes,
  ...datasetItemRoutes,
  ...datasetFileRoutes,
  ...datasetRunRoutes,
  ...traceRoutes,
];
