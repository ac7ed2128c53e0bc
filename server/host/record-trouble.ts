import type { AgentEvent } from "@/server/sdk/events";
import { hostsOwn } from "./replay";
import type { RunningRun } from "./running-run";
import { toRunError } from "./to-run-error";

const name = "handler_failed";

/** A watcher that threw harms nothing, but is not lost: it is a step of its own in the run, counted as no error of it. */
export function recordFailedWatcher(run: RunningRun, event: AgentEvent, thrown: unknown): void {
  const { path, ordinal } = run.replay.append(run.root, name);
  const n = run.nextStep();
  const at = Date.now();
  const error = toRunError(thrown, event.path);
  error.message = `A handler of ${event.type} failed at ${event.path}: ${error.message}`;
  run.report({ is: "begin", n, parent: run.root.n, ordinal, kind: "custom", path, attempt: 1, at, fingerprint: hostsOwn }, 0);
  run.report({ is: "end", n, at, status: "error", error, passedOn: true }, error.message.length);
}
