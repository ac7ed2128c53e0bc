import type { AgentContext } from "@/server/sdk/agent-context";
import type { RunOptions } from "@/server/sdk/step-options";
import { isOpen } from "@/server/domain/step-kind";
import { aboutStep, beginStep, fingerprintOf } from "./begin-step";
import { answerFrom } from "./run-step";
import { never, type RunningRun, type Scope } from "./running-run";
import { toJsonText } from "./serialise";
import { RecordedError } from "./to-run-error";

/** `ctx.run`: another agent's run as a step of this one, and with it what this run is. */
export function createRunner({ taken }: RunningRun, here: () => Scope): AgentContext["run"] {
  const { runId: id, agentId, attempt, recoveries } = taken;
  const start = (agent: string | { id: string }, input?: unknown, options: RunOptions = {}): Promise<never> =>
    runChild(here(), typeof agent === "string" ? agent : agent.id, input ?? null, options) as Promise<never>;
  return Object.assign(start, { id, agentId, attempt, recoveries });
}

/** Started once, however often the code runs: the console knows it by this step. Its result is this step's output. */
async function runChild(parent: Scope, agentId: string, given: unknown, options: RunOptions): Promise<unknown> {
  const { run } = parent;
  if (run.ended) return never();
  const input = toJsonText(given, `The input for a run of ${agentId}`) ?? "null";
  const fingerprint = fingerprintOf(input);
  const found = run.replay.place(parent, agentId, { kind: "agent", fingerprint });
  if (found instanceof Promise) run.watchHeld();
  const place = await found;
  if (run.ended) return never();
  run.moved();
  if (place.record && !isOpen(place.record.status)) return answerFrom(parent, place.record);
  const { scope, attempt, given: replaced } = await beginStep(parent, place, { kind: "agent", input: given }, input, fingerprint);
  const wanted = replaced ? (toJsonText(replaced.input, `The input for ${scope.path}`) ?? "null") : input;
  const { output, error } = await run.startChild(scope.n, { agentId, input: wanted, ...options });
  run.moved();
  const about = { ...aboutStep(scope, "agent"), type: "step.completed", attempt } as const;
  if (!error) {
    const value = JSON.parse(output ?? "null") as unknown;
    if (run.events.heard) run.events.tell({ ...about, status: "completed", output: value });
    return value;
  }
  if (run.events.heard) run.events.tell({ ...about, status: "error", error });
  const thrown = new RecordedError(error);
  parent.thrown.set(thrown, scope.path);
  throw thrown;
}
