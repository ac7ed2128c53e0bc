import { z } from "zod";
import { archiveRun } from "@/server/directories/archive-run";
import { getOutcome, getOutcomeInput } from "@/server/directories/get-outcome";
import { listArtifacts, listArtifactsInput } from "@/server/directories/list-artifacts";
import { readArtifact, readArtifactInput } from "@/server/directories/read-artifact";
import { agentsRun, requireAgentsRun } from "./agents-run";
import { fileResponse } from "./file-response";
import { one, oneNumber } from "./query";
import { route } from "./route";

const listQuery = z
  .strictObject({ limit: oneNumber.optional(), cursor: one.optional() })
  .transform((query) => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)))
  .pipe(listArtifactsInput.omit({ runId: true }));
const outcomeQuery = z.strictObject({ against: one.pipe(getOutcomeInput.shape.against.unwrap()).optional() });

/** A run's directory: listed, its files, all of it, and what it changed in the outcome repository. */
export const artifactRoutes = [
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/artifacts",
    summary: "The files of a run's directory",
    params: agentsRun,
    query: listQuery,
    handle: async ({ ctx, params, query }) => {
      await requireAgentsRun(ctx, params);
      return { body: await listArtifacts({ ctx, input: { ...query, runId: params.runId } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/artifacts/*path",
    summary: "One file of a run's directory",
    params: agentsRun.extend({ path: readArtifactInput.shape.path }),
    produces: "*/*",
    handle: async ({ ctx, params: { path, ...run } }) => {
      await requireAgentsRun(ctx, run);
      const { name, bytes, contentType, content } = await readArtifact({ ctx, input: { runId: run.runId, path } });
      return fileResponse(content, contentType, name, { "content-length": String(bytes) });
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/archive",
    summary: "A run's directory as a tar.gz",
    params: agentsRun,
    produces: "application/gzip",
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      const content = await archiveRun({ ctx, input: { runId: params.runId } });
      return fileResponse(content, "application/gzip", `${params.runId}.tar.gz`);
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/outcome",
    summary: "What a run changed in the outcome repository, since it began or against another run",
    params: agentsRun,
    query: outcomeQuery,
    handle: async ({ ctx, params, query: { against } }) => {
      await requireAgentsRun(ctx, params);
      return { body: await getOutcome({ ctx, input: { runId: params.runId, ...(against === undefined ? {} : { against }) } }) };
    },
  }),
];
