/**
 * Every route, by the name the server's table gives it. What an input names in the address goes there; of the rest a GET
 * or DELETE makes parameters, a POST or PATCH its body.
 */
export const operations = {
  listRuns: "GET /api/runs",
  findRun: "GET /api/runs/:runId",
  listRunsOfAgent: "GET /api/agents/:agentId/runs",
  createRun: "POST /api/agents/:agentId/runs",
  getRun: "GET /api/agents/:agentId/runs/:runId",
  deleteRun: "DELETE /api/agents/:agentId/runs/:runId",
  cancelRun: "POST /api/agents/:agentId/runs/:runId/cancel",
  rerunRun: "POST /api/agents/:agentId/runs/:runId/rerun",
  listInputs: "GET /api/agents/:agentId/runs/:runId/inputs",
  answerInput: "POST /api/agents/:agentId/runs/:runId/inputs",
  addScore: "POST /api/agents/:agentId/runs/:runId/scores",
  listSteps: "GET /api/agents/:agentId/runs/:runId/steps",
  getStep: "GET /api/agents/:agentId/runs/:runId/steps/:stepId",
  getSpan: "GET /api/agents/:agentId/runs/:runId/steps/:stepId/span",
  getStepValue: "GET /api/agents/:agentId/runs/:runId/steps/:stepId/:part",
  listArtifacts: "GET /api/agents/:agentId/runs/:runId/artifacts",
  getArtifact: "GET /api/agents/:agentId/runs/:runId/artifacts/*path",
  getArchive: "GET /api/agents/:agentId/runs/:runId/archive",
  getOutcome: "GET /api/agents/:agentId/runs/:runId/outcome",
  listAgents: "GET /api/agents",
  getAgent: "GET /api/agents/:agentId",
  listRevisions: "GET /api/agents/:agentId/revisions",
  listScorers: "GET /api/scorers",
  listDatasets: "GET /api/datasets",
  createDataset: "POST /api/datasets",
  importDataset: "POST /api/datasets/import",
  getDataset: "GET /api/datasets/:datasetId",
  updateDataset: "PATCH /api/datasets/:datasetId",
  deleteDataset: "DELETE /api/datasets/:datasetId",
  listVersions: "GET /api/datasets/:datasetId/versions",
  diffVersions: "GET /api/datasets/:datasetId/versions/:a/diff/:b",
  listItems: "GET /api/datasets/:datasetId/items",
  addItems: "POST /api/datasets/:datasetId/items",
  getItem: "GET /api/datasets/:datasetId/items/:itemId",
  updateItem: "PATCH /api/datasets/:datasetId/items/:itemId",
  deleteItem: "DELETE /api/datasets/:datasetId/items/:itemId",
  importItems: "POST /api/datasets/:datasetId/import",
  exportItems: "GET /api/datasets/:datasetId/export",
  listDatasetRuns: "GET /api/datasets/:datasetId/runs",
  createDatasetRun: "POST /api/datasets/:datasetId/runs",
  getDatasetRun: "GET /api/datasets/:datasetId/runs/:runId",
  deleteDatasetRun: "DELETE /api/datasets/:datasetId/runs/:runId",
  listResults: "GET /api/datasets/:datasetId/runs/:runId/results",
  cancelDatasetRun: "POST /api/datasets/:datasetId/runs/:runId/cancel",
  retryDatasetRun: "POST /api/datasets/:datasetId/runs/:runId/retry",
  scoreDatasetRun: "POST /api/datasets/:datasetId/runs/:runId/score",
  sendLogs: "POST /api/agents/:agentId/logs",
  sendTraces: "POST /v1/traces",
  getHealth: "GET /api/health",
  getOpenapi: "GET /api/openapi.json",
} as const;

/** The one route that is not a question with an answer: it is followed by `watchRun`. */
export const eventsOfRun = "GET /api/agents/:agentId/runs/:runId/events";

/** Imports, with what they say without importing anything. */
export const dryRuns = { previewDataset: "importDataset", previewItems: "importItems" } as const;

/** Lists that are read page by page, and what their pages hold. */
export const lists = {
  listRuns: "runs",
  listRunsOfAgent: "runs",
  listArtifacts: "artifacts",
  listDatasets: "datasets",
  listVersions: "versions",
  listItems: "items",
  listDatasetRuns: "runs",
  listResults: "results",
} as const;

/** These are handed over as they come: a file may be larger than memory. */
export const files: ReadonlySet<string> = new Set(["getArtifact", "getArchive", "exportItems", "sendTraces"]);
