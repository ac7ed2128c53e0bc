import type { z } from "zod";
import type { Agent, ProjectProblem } from "../server/domain/agent";
import type { revisionList, scorerList } from "../server/domain/answers/agent-answers";
import type { artifactPage, oneOutcome } from "../server/domain/answers/artifact-answers";
import type * as datasets from "../server/domain/answers/dataset-answers";
import type * as datasetRuns from "../server/domain/answers/dataset-run-answers";
import type { health } from "../server/domain/answers/plain-answers";
import type { oneStep, openInputs, RunDetail, stepWindow } from "../server/domain/answers/run-answers";
import type * as dataset from "../server/domain/dataset";
import type { DatasetRun, listDatasetRunsInput, listResultsInput, startDatasetRunInput } from "../server/domain/dataset-run";
import type { elizaLogsBody, elizaLogsTaken } from "../server/domain/eliza-log";
import type { Json } from "../server/domain/json";
import type { ProfileOverrides } from "../server/domain/model-profile";
import type { listRunsInput, RunPage, RunSummary, startRunInput } from "../server/domain/run";
import type { humanScoreInput, Score, ScorerChoice } from "../server/domain/score";
import type { StepStatus } from "../server/domain/step-kind";

type AgentRef = { agentId: string };
export type RunRef = AgentRef & { runId: string };
type StepRef = RunRef & { stepId: string };
type DatasetRef = { datasetId: string };
type ItemRef = DatasetRef & { itemId: string };
type DatasetRunRef = DatasetRef & { runId: string };
type Page = { limit?: number | undefined; cursor?: string | undefined };
type Nothing = { nothing?: never };
type Wait = { wait?: boolean | undefined };

/** Where several values mean "or", one may be given by itself. */
type Query<Schema extends z.ZodType> = {
  [Name in keyof z.input<Schema>]: NonNullable<z.input<Schema>[Name]> extends (infer One)[]
    ? z.input<Schema>[Name] | One
    : z.input<Schema>[Name];
};
type Body<Schema extends z.ZodType, Left extends string = never> = Omit<z.input<Schema>, Left>;
type Answer<Schema extends z.ZodType> = z.output<Schema>;

export type RerunInput = {
  fromPath?: string | undefined;
  input?: Json | undefined;
  staticInputs?: Record<string, Json> | undefined;
  name?: string | undefined;
  tags?: string[] | undefined;
  timeoutMs?: number | undefined;
  profiles?: ProfileOverrides | undefined;
};
export type StepWindow = {
  parent?: string | undefined;
  offset?: number | undefined;
  limit?: number | undefined;
  minMs?: number | undefined;
  status?: StepStatus | StepStatus[] | undefined;
  q?: string | undefined;
};
export type FileOfItems = {
  file: string | Uint8Array<ArrayBuffer> | Blob | ReadableStream<Uint8Array>;
  format: dataset.ImportFormat;
  map?: dataset.ColumnMap | undefined;
};
type NewDatasetFile = FileOfItems & { name: string };
type ItemsFile = DatasetRef & FileOfItems & { mode?: "append" | "replace" | undefined };
/** `head`: the file is only the beginning of one. */
type Head = { head?: boolean | undefined };
type Statuses = "completed" | "error" | "timeout" | "cancelled";

/** What each call takes, and what it is answered: the types the server works with itself. */
export type Calls = {
  listRuns: [Query<typeof listRunsInput>, RunPage];
  findRun: [{ runId: string }, { run: RunSummary }];
  listRunsOfAgent: [AgentRef & Omit<Query<typeof listRunsInput>, "agentId">, RunPage];
  createRun: [Body<typeof startRunInput> & Wait, { run: RunSummary }];
  getRun: [RunRef & { after?: number | undefined; limit?: number | undefined; roomId?: string | undefined }, RunDetail];
  deleteRun: [RunRef, undefined];
  cancelRun: [RunRef, { run: RunSummary }];
  rerunRun: [RunRef & RerunInput & Wait, { run: RunSummary }];
  listInputs: [RunRef, Answer<typeof openInputs>];
  answerInput: [RunRef & { path: string; value: Json }, { run: RunSummary }];
  addScore: [RunRef & Body<typeof humanScoreInput, "runId">, { score: Score }];
  listSteps: [RunRef & StepWindow, Answer<typeof stepWindow>];
  getStep: [StepRef, Answer<typeof oneStep>];
  getSpan: [StepRef, Json];
  getStepValue: [StepRef & { part: "input" | "output" }, Json];
  listArtifacts: [RunRef & Page, Answer<typeof artifactPage>];
  getArtifact: [RunRef & { path: string }, Response];
  getArchive: [RunRef, Response];
  getOutcome: [RunRef & { against?: string | undefined }, Answer<typeof oneOutcome>];
  listAgents: [Nothing, { agents: Agent[]; problems: ProjectProblem[] }];
  getAgent: [AgentRef, { agent: Agent }];
  listRevisions: [AgentRef, Answer<typeof revisionList>];
  listScorers: [Nothing, Answer<typeof scorerList>];
  listDatasets: [Query<typeof dataset.listDatasetsInput>, Answer<typeof datasets.datasetPage>];
  createDataset: [Body<typeof dataset.createDatasetInput>, Answer<typeof datasets.oneDataset>];
  importDataset: [NewDatasetFile, Answer<typeof datasets.importedDataset>];
  previewDataset: [FileOfItems & Head, dataset.ImportPreview];
  getDataset: [DatasetRef, Answer<typeof datasets.oneDataset>];
  updateDataset: [Body<typeof dataset.updateDatasetInput>, Answer<typeof datasets.oneDataset>];
  deleteDataset: [DatasetRef, undefined];
  listVersions: [DatasetRef & Page, Answer<typeof datasets.versionPage>];
  diffVersions: [DatasetRef & { a: number; b: number }, dataset.VersionDiff];
  listItems: [Query<typeof dataset.listItemsInput>, Answer<typeof datasets.itemPage>];
  addItems: [DatasetRef & ({ items: dataset.NewItem[] } | dataset.NewItem), Answer<typeof datasets.addedItems>];
  getItem: [ItemRef & { version?: number | undefined }, Answer<typeof datasets.oneItem>];
  updateItem: [ItemRef & Body<typeof dataset.itemChange>, Answer<typeof datasets.changedItem>];
  deleteItem: [ItemRef, undefined];
  importItems: [ItemsFile, Answer<typeof datasets.imported>];
  previewItems: [ItemsFile & Head, dataset.ImportPreview];
  exportItems: [DatasetRef & { format?: dataset.ImportFormat | undefined; version?: number | undefined }, Response];
  listDatasetRuns: [Query<typeof listDatasetRunsInput>, Answer<typeof datasetRuns.datasetRunPage>];
  createDatasetRun: [Body<typeof startDatasetRunInput> & Wait, { run: DatasetRun }];
  getDatasetRun: [DatasetRunRef, { run: DatasetRun }];
  deleteDatasetRun: [DatasetRunRef, undefined];
  listResults: [Query<typeof listResultsInput>, Answer<typeof datasetRuns.resultPage>];
  cancelDatasetRun: [DatasetRunRef, { run: DatasetRun }];
  retryDatasetRun: [DatasetRunRef & { statuses?: Statuses[] | undefined }, { run: DatasetRun }];
  scoreDatasetRun: [DatasetRunRef & { scorers: (string | ScorerChoice)[] }, { run: DatasetRun }];
  sendLogs: [AgentRef & Body<typeof elizaLogsBody>, Answer<typeof elizaLogsTaken>];
  /** Answered in the encoding of the request. */
  sendTraces: [{ file: FileOfItems["file"]; format: "json" | "protobuf" }, Response];
  getHealth: [Nothing, Answer<typeof health>];
  getOpenapi: [Nothing, { openapi: string; [part: string]: unknown }];
};
