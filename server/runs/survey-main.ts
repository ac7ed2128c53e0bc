import { openReader } from "@/db/open-reader";
import { serveThread } from "@/server/threads/serve-thread";
import { countForRerun } from "./count-for-rerun";
import { foldFamily } from "./fold-family";
import { findPage, findSteps } from "./find-steps";
import { surveyRun } from "./survey-run";
import type { SurveyAnswer, SurveyGiven, SurveyOrder } from "./run-surveys";

/** The thread that looks at all steps of a run: for its shape, and for texts no index knows. */
await serveThread<SurveyOrder, SurveyAnswer>(async (given) => {
  const { databaseFile } = given as SurveyGiven;
  const db = await openReader(databaseFile, { of: "thread" });
  return {
    carryOut: async ({ survey, find, page, rerun, fold }) => ({
      ...(survey ? { survey: await surveyRun(db, survey) } : {}),
      ...(find ? { found: await findSteps(db, find) } : {}),
      ...(rerun ? { takenOver: await countForRerun(db, rerun) } : {}),
      ...(fold ? { folds: await foldFamily(db, fold) } : {}),
      ...(page ? { page: await findPage(db, page) } : {}),
    }),
    close: () => db.close(),
  };
});
