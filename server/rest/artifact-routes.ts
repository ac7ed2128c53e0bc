import { archiveRun } from "@/server/directories/archive-run";
import { getOutcome, getOutcomeInput } from "@/server/directories/get-outcome";
import { listArtifacts, listArtifactsInput } from "@/server/directories/list-artifacts";
import { artifactPage, oneOutcome } from "@/server/domain/answers/artifact-answers";
import { readArtifact, readArtifactInput } from "@/server/directories/read-artifact";
import { agentsRun, requireAgentsRun } from "./agents-run";
import { fileResponse } from "./file-response";
import { route } from "./route";

/** A run's directory: listed, its files, all of it, and what it changed in the outcome repository. */
export const artifactRoutes = [
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/artifacts",
    name: "listArtifacts",
    summary: "The files of a run's directory",
    params: agentsRun,
    query: listArtifactsInput.omit({ runId: true }),
    answers: { 200: artifactPage },
    handle: async ({ ctx, params, query }) => {
      await requireAgentsRun(ctx, params);
      return { body: await listArtifacts({ ctx, input: { ...query, runId: params.runId } }) };
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/artifacts/*path",
    name: "getArtifact",
    summary: "One file of a run's directory",
    params: agentsRun.extend({ path: readArtifactInput.shape.path }),
    produces: "*/*",
    answers: { 200: null },
    handle: async ({ ctx, params: { path, ...run } }) => {
      await requireAgentsRun(ctx, run);
      const { name, bytes, contentType, content } = await readArtifact({ ctx, input: { runId: run.runId, path } });
      return fileResponse(content, contentType, name, { "content-length": String(bytes) });
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/archive",
    name: "getArchive",
    summary: "A run's directory as a tar.gz",
    params: agentsRun,
    produces: "application/gzip",
    answers: { 200: null },
    handle: async ({ ctx, params }) => {
      await requireAgentsRun(ctx, params);
      const content = await archiveRun({ ctx, input: { runId: params.runId } });
      return fileResponse(content, "application/gzip", `${params.runId}.tar.gz`);
    },
  }),
  route({
    method: "GET",
    path: "/api/agents/:agentId/runs/:runId/outcome",
    name: "getOutcome",
    summary: "What a run changed in the outcome repository, since it began or against another run",
    params: agentsRun,
    query: getOutcomeInput.omit({ runId: true }),
    answers: { 200: oneOutcome },
    handle: async ({ ctx, params, query: { against } }) => {
      await requireAgentsRun(ctx, params);
      return { body: await getOutcome({ ctx, input: { runId: params.runId, ...(against === undefined ? {} : { against }) } }) };
    },
  }),
];
