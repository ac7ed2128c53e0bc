import { tracked } from "@trpc/server";
import { listRunsInput, runRef, startRunInput } from "@/server/domain/run";
import {
  ancestorsInput,
  childrenInput,
  foldsInput,
  matchesInput,
  nextFailedInput,
  shapeInput,
} from "@/server/domain/step-window";
import { procedure, router } from "@/server/trpc";
import { answerInput, answerInputInput } from "./answer-input";
import { cancelRun } from "./cancel-run";
import { deleteRun } from "./delete-run";
import { agentsRunInput, getAgentsRun } from "./get-agents-run";
import { findAncestors } from "./find-ancestors";
import { getLineage } from "./get-lineage";
import { getOutline } from "./get-outline";
import { getRun } from "./get-run";
import { getShape } from "./get-shape";
import { getSteps, getStepsInput } from "./get-steps";
import { listChildren } from "./list-children";
import { listMatches } from "./list-matches";
import { listQuestions, listQuestionsInput } from "./list-questions";
import { listRuns } from "./list-runs";
import { listSteps, listStepsInput } from "./list-steps";
import { nextFailed } from "./next-failed";
import { getChat } from "./get-chat";
import { getNeighbours, neighboursInput } from "./get-neighbours";
import { getRerunScope } from "./get-rerun-scope";
import { getStartRequest } from "./get-start-request";
import { getStep, stepRef, stepValueRef } from "./get-step";
import { getValueHead } from "./get-value-head";
import { listFolds } from "./list-folds";
import { listLog, listLogInput } from "./list-log";
import { listModelsUsed } from "./list-models-used";
import { listTranscript, listTranscriptInput } from "./list-transcript";
import { rerunInput, rerunRun } from "./rerun-run";
import { startRun } from "./start-run";
import { watchRun, watchRunInput } from "./watch-run";

export const runsRouter = router({
  list: procedure.input(listRunsInput).query(listRuns),
  get: procedure.input(runRef).query(getRun),
  ofAgent: procedure.input(agentsRunInput).query(getAgentsRun),
  steps: procedure.input(listStepsInput).query(listSteps),
  step: procedure.input(stepRef).query(getStep),
  stepsNow: procedure.input(getStepsInput).query(getSteps),
  outline: procedure.input(runRef).query(getOutline),
  children: procedure.input(childrenInput).query(listChildren),
  folds: procedure.input(foldsInput).query(listFolds),
  ancestors: procedure.input(ancestorsInput).query(findAncestors),
  matches: procedure.input(matchesInput).query(listMatches),
  nextFailed: procedure.input(nextFailedInput).query(nextFailed),
  shape: procedure.input(shapeInput).query(getShape),
  chat: procedure.input(stepRef).query(getChat),
  valueHead: procedure.input(stepValueRef).query(getValueHead),
  transcript: procedure.input(listTranscriptInput).query(listTranscript),
  log: procedure.input(listLogInput).query(listLog),
  neighbours: procedure.input(neighboursInput).query(getNeighbours),
  startRequest: procedure.input(runRef).query(getStartRequest),
  modelsUsed: procedure.input(runRef).query(listModelsUsed),
  start: procedure.input(startRunInput).mutation(startRun),
  answer: procedure.input(answerInputInput).mutation(answerInput),
  lineage: procedure.input(runRef).query(getLineage),
  questions: procedure.input(listQuestionsInput).query(listQuestions),
  rerunScope: procedure.input(stepRef).query(getRerunScope),
  rerun: procedure.input(rerunInput).mutation(rerunRun),
  cancel: procedure.input(runRef).mutation(cancelRun),
  delete: procedure.input(runRef).mutation(deleteRun),
  watch: procedure.input(watchRunInput).subscription(async function* ({ ctx, input, signal }) {
    const deltas = watchRun({ ctx, input, signal: signal ?? new AbortController().signal });
    for await (const { seq, ...delta } of deltas) yield tracked(String(seq), delta);
  }),
});
