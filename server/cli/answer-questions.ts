import type { Json } from "@/server/domain/json";
import type { RunSummary } from "@/server/domain/run";
import { ApiError, runPath, type Api } from "./api";
import { askValue } from "./ask-value";
import type { FollowedRun, OpenQuestion } from "./follow-run";
import type { Session } from "./session";

/** Asks the user what the run asks, until each answer fits. False where nobody is there to ask, or who is gives up. */
export async function answerQuestions(session: Session, api: Api, run: RunSummary, followed: FollowedRun): Promise<boolean> {
  if (!session.terminal.canAsk) return false;
  for (const question of followed.questions()) {
    if (!(await answerOne(session, api, run, question))) return false;
    followed.answered(question.path);
  }
  return true;
}

async function answerOne({ terminal, signal }: Session, api: Api, run: RunSummary, question: OpenQuestion): Promise<boolean> {
  terminal.say(`\n${question.prompt ?? `The run asks for ${question.path}`}`);
  for (;;) {
    const value: Json | undefined = await askValue(question.schema, "", (text) => terminal.ask(text, signal));
    if (value === undefined) return false;
    try {
      await api.post(`${runPath(run)}/inputs`, { path: question.path, value });
      return true;
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause;
      terminal.say(cause.message);
      // Somebody else has answered meanwhile: the run goes on, and so do we.
      if (cause.problem.status === 409) return true;
    }
  }
}
