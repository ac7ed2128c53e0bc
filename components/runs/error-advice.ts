import type { RunError } from "@/server/domain/run-error";

const advice: Readonly<Record<string, string>> = {
  TIMEOUT: "Give it more time (timeoutMs), or see which step took it.",
  RUN_TIMEOUT: "Give it more time (timeoutMs), or see which step took it.",
  INPUT_TIMEOUT: "No one answered in time: run it again, or allow more time for the answer.",
  HOST_DIED: "Its code ended the process twice: look for process.exit, memory, or a crash in a native module.",
  REPLAY_DIVERGED: "The code changed since the run began, or its steps do not come in the same order each time: run it again.",
  CANCELLED: "Run it again when you are ready.",
};

/** The next thing to do about it; what was made elsewhere is mended there. */
export function nextAfter(error: RunError, elsewhere: boolean): string {
  if (elsewhere) return "Look at the step's input and output; the agent is mended, and run again, where it runs.";
  return advice[error.code] ?? "Look at the step's input and output, mend the agent's code, then run it again.";
}
