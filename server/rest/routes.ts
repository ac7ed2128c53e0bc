import { agentRoutes } from "./agent-routes";
import { artifactRoutes } from "./artifact-routes";
import { consoleRoutes } from "./console-routes";
import { datasetRunRoutes } from "./dataset-run-routes";
import { oneRunRoutes } from "./one-run-routes";
import { runRoutes } from "./run-routes";

/** All of REST. */
export const routes = [...consoleRoutes, ...agentRoutes, ...runRoutes, ...oneRunRoutes, ...artifactRoutes, ...datasetRunRoutes];
