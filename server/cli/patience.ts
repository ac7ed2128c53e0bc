import { setTimeout as pause } from "node:timers/promises";
import { ApiError } from "./api";
import { CliError } from "./cli-error";

const patienceMs = 15_000;
export const tryAgainMs = 300;

/** The console is not there, or is just starting. */
function isPassing(cause: unknown): boolean {
  return cause instanceof ApiError ? cause.problem.status === 503 : cause instanceof CliError && cause.exitCode === 3;
}

/** How long a console may be away while something is followed that it goes on with when it is back. */
export class Patience {
  #lostAt: number | undefined;

  heard(): void {
    this.#lostAt = undefined;
  }

  /** Throws what is no passing trouble, and what has lasted too long. */
  spend(cause: unknown): void {
    if (!isPassing(cause)) throw cause;
    this.#lostAt ??= performance.now();
    if (performance.now() - this.#lostAt > patienceMs) throw cause;
  }

  /** Asks until there is an answer. */
  async ask<Answer>(question: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      try {
        const answer = await question();
        this.heard();
        return answer;
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        this.spend(cause);
      }
      await pause(tryAgainMs, undefined, { signal });
    }
  }
}
