import { datasetRunPage, oneDatasetRun, resultPage } from "@/server/domain/answers/dataset-run-answers";
import { oneScore } from "@/server/domain/answers/run-answers";
import {
  datasetRef,
  datasetRunRef,
  listDatasetRunsInput,
  listResultsInput,
  retryDatasetRunInput,
  scoreDatasetRunInput,
  startDatasetRunInput,
} from "@/server/domain/dataset-run";
import { humanScoreInput, type Score } from "@/server/domain/score";
import { cancelDatasetRun, deleteDatasetRun, retryDatasetRun, scoreDatasetRun } from "@/server/dataset-runs/change-dataset-run";
import { getDatasetRun } from "@/server/dataset-runs/get-dataset-run";
import { listDatasetRuns } from "@/server/dataset-runs/list-dataset-runs";
import { listResults } from "@/server/dataset-runs/list-results";
import { startDatasetRunOnce, startKind } from "@/server/dataset-runs/start-dataset-run-once";
import { waitForDatasetRun } from "@/server/dataset-runs/watch-dataset-run";
import { makeOnce, type Also } from "@/server/idempotency/make-once";
import { scoreByHand } from "@/server/scores/score-by-hand";
import { agentsRun, requireAgentsRun } from "./agents-run";
import { idempotencyKeyOf } from "./idempotency-key";
import { route } from "./route";
import { waitWish } from "./wait-wish";

const ref = { datasetId: true, runId: true } as const;
const place = "/api/datasets/:datasetId/runs";

/** Dataset runs: started, looked at, and dealt with; and what people say of a run. */
export const datasetRunRoutes = [
  route({
    method: "POST",
    path: place,
    name: "createDatasetRun",
    summary: "Run an agent over a dataset",
    params: datasetRef,
    body: startDatasetRunInput.omit({ datasetId: true }).extend({ wait: waitWish }),
    example: { agentId: "ticket-sorter", scorers: ["exact-match"], trials: 2 },
    answers: { 201: oneDatasetRun },
    refuses: [409, 422],
    handle: async ({ ctx, params, body: { wait, ...body }, request }) => {
      const input = { ...body, ...params };
      const made = await startDatasetRunOnce({ ctx, input, key: idempotencyKeyOf(request, startKind) });
      if (!wait) return { status: 201, body: made };
      const waited = { ...params, runId: made.run.id };
      return { status: 201, body: await waitForDatasetRun({ ctx, input: waited, signal: request.signal }) };
    },
  }),
  route({
    method: "GET",
    path: place,
    name: "listDatasetRuns",
    summary: "A dataset's runs, newest first",
    params: datasetRef,
    query: listDatasetRunsInput.omit({ datasetId: true }),
    answers: { 200: datasetRunPage },
    handle: async ({ ctx, params, query }) => ({ body: await listDatasetRuns({ ctx, input: { ...query, ...params } }) }),
  }),
  route({
    method: "GET",
    path: `${place}/:runId`,
    name: "getDatasetRun",
    summary: "A dataset run with its counts and scores",
    params: datasetRunRef,
    answers: { 200: oneDatasetRun },
    handle: async ({ ctx, params }) => ({ body: await getDatasetRun({ ctx, input: params }) }),
  }),
  route({
    method: "DELETE",
    path: `${place}/:runId`,
    name: "deleteDatasetRun",
    summary: "Delete an ended dataset run with its runs",
    params: datasetRunRef,
    answers: { 204: null },
    refuses: [409],
    handle: async ({ ctx, params }) => {
      await deleteDatasetRun({ ctx, input: params });
      return new Response(null, { status: 204 });
    },
  }),
  route({
    method: "GET",
    path: `${place}/:runId/results`,
    name: "listResults",
    summary: "The latest attempt of each item-trial",
    params: datasetRunRef,
    query: listResultsInput.omit(ref),
    answers: { 200: resultPage },
    handle: async ({ ctx, params, query }) => ({
      body: await listResults({ ctx, input: { ...query, ...params } }),
    }),
  }),
  route({
    method: "POST",
    path: `${place}/:runId/cancel`,
    name: "cancelDatasetRun",
    summary: "Cancel a dataset run",
    params: datasetRunRef,
    answers: { 202: oneDatasetRun },
    refuses: [409],
    handle: async ({ ctx, params }) => ({ status: 202, body: await cancelDatasetRun({ ctx, input: params }) }),
  }),
  route({
    method: "POST",
    path: `${place}/:runId/retry`,
    name: "retryDatasetRun",
    summary: "Run item-trials of some endings again",
    params: datasetRunRef,
    body: retryDatasetRunInput.omit(ref),
    example: { statuses: ["error", "timeout"] },
    answers: { 202: oneDatasetRun },
    refuses: [409],
    handle: async ({ ctx, params, body }) => ({
      status: 202,
      body: await retryDatasetRun({ ctx, input: { ...body, ...params } }),
    }),
  }),
  route({
    method: "POST",
    path: `${place}/:runId/score`,
    name: "scoreDatasetRun",
    summary: "Score completed runs, again or newly, without running the agent",
    params: datasetRunRef,
    body: scoreDatasetRunInput.omit(ref),
    example: { scorers: ["exact-match"] },
    answers: { 202: oneDatasetRun },
    refuses: [409, 422],
    handle: async ({ ctx, params, body }) => ({
      status: 202,
      body: await scoreDatasetRun({ ctx, input: { ...body, ...params } }),
    }),
  }),
  route({
    method: "POST",
    path: "/api/agents/:agentId/runs/:runId/scores",
    name: "addScore",
    summary: "A person's score of a run",
    params: agentsRun,
    body: humanScoreInput.omit({ runId: true }),
    example: { scorer: "tone", value: 1, reason: "Friendly, and to the point" },
    answers: { 201: oneScore },
    refuses: [422],
    handle: async ({ ctx, params, body, request }) => {
      await requireAgentsRun(ctx, params);
      const input = { ...body, runId: params.runId };
      const key = idempotencyKeyOf(request, `score:${params.runId}`);
      const make = (also?: Also) => scoreByHand({ ctx, input, ...(also ? { also } : {}) });
      const find = async (given: string) => ({ score: JSON.parse(given) as Score });
      return { status: 201, body: await (key === undefined ? make() : makeOnce({ ctx, key, input, make, find })) };
    },
  }),
];
