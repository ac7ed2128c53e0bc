import type { RunResult, RunSummary } from "@/server/domain/run";
import { hasEnded } from "@/server/domain/run-status";
import { formatDuration } from "@/server/domain/format";
import type { Json } from "@/server/domain/json";
import { answerQuestions } from "./answer-questions";
import { runPath, type Api } from "./api";
import { CliError } from "./cli-error";
import { FollowedRun } from "./follow-run";
import { Progress } from "./progress";
import type { Session } from "./session";

type Carry = { api: Api; run: RunSummary; json: boolean; waits: "ask" | "follow"; answered?: string };

/** Sees a run to its end, asks the user what it asks, and says how it ended. The exit code: 0 only for a completed one. */
export async function carryRun(session: Session, { api, run, json, waits, answered }: Carry): Promise<number> {
  const { terminal, signal } = session;
  const followed = new FollowedRun(api, run);
  const progress = new Progress(terminal);
  if (answered !== undefined) followed.answered(answered);
  try {
    for (;;) {
      // A console may be told the answer by anybody; a run in our own process only by us.
      const stopAtWaiting = waits === "ask" || api.door.own;
      const now = await followed.follow({ stopAtWaiting, onEvent: (event) => progress.hear(event) });
      if (hasEnded(now.status)) {
        progress.stop();
        return await tellEnd(session, api, now, json);
      }
      if (waits === "follow" || !(await answerQuestions(session, api, now, followed)))
        return tellWaiting(session, now, followed, json);
    }
  } catch (cause) {
    const isLost = cause instanceof CliError && cause.exitCode === 3;
    if (signal.aborted || isLost)
      terminal.say(`Run ${run.runId} ${whereItGoesOn(api)}. See it with: trackside runs watch ${run.runId}`);
    throw cause;
  } finally {
    progress.stop();
  }
}

function whereItGoesOn({ door }: Api): string {
  return door.own
    ? "is not cancelled: it goes on when a console or another command starts on this data"
    : "is not cancelled: it goes on in the console";
}

async function tellEnd({ terminal }: Session, api: Api, run: RunSummary, json: boolean): Promise<number> {
  const result = run.result && (await wholeResult(api, run, run.result));
  if (json) terminal.data(JSON.stringify(result ? { ...run, result } : run));
  else if (result)
    terminal.data(result.type === "document" && typeof result.data === "string" ? result.data : pretty(result.data));
  if (!json) for (const source of result?.sources ?? []) terminal.say(`source   ${source.title}  ${source.url}`);
  const { steps } = run.counts;
  terminal.say(`${run.status}  ${run.runId}  ${formatDuration(run.durationMs)}, ${steps} ${steps === 1 ? "step" : "steps"}`);
  if (run.error) terminal.say(`${run.error.code}${run.error.path ? ` at ${run.error.path}` : ""}: ${run.error.message}`);
  return run.status === "completed" ? 0 : 1;
}

function tellWaiting({ terminal }: Session, run: RunSummary, followed: FollowedRun, json: boolean): number {
  terminal.data(json ? JSON.stringify(run) : run.runId);
  terminal.say(`waiting  ${run.runId} waits for a person:`);
  for (const { path, prompt } of followed.questions()) {
    terminal.say(`  ${path}${prompt === undefined ? "" : `: ${prompt}`}`);
    terminal.say(`  Answer it with: trackside runs answer ${run.runId} ${path} VALUE`);
  }
  return 1;
}

/** A result too large for the summary is read from where the summary says. */
async function wholeResult(api: Api, run: RunSummary, result: RunResult): Promise<RunResult> {
  const href = `${runPath(run)}/steps/1/output`;
  const { data } = result;
  const isCut =
    data !== null && typeof data === "object" && !Array.isArray(data) && data["truncated"] === true && data["href"] === href;
  if (!isCut) return result;
  const whole = await api.get<Json>(href);
  if (result.type !== "document" || whole === null || typeof whole !== "object" || Array.isArray(whole))
    return { ...result, data: whole };
  return { ...result, data: whole["text"] ?? whole };
}

function pretty(value: Json): string {
  return JSON.stringify(value, undefined, 2);
}
