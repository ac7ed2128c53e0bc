import type { Scope } from "./running-run";

/** The step inside in which an error arose that is passed on; the AI SDK wraps the last of several tries in one of its own. */
export function whereThrown({ thrown: known }: Scope, thrown: unknown): string | undefined {
  return known.get(thrown) ?? known.get(lastTry(thrown));
}

function lastTry(thrown: unknown): unknown {
  const isRetry = typeof thrown === "object" && thrown !== null && Symbol.for("vercel.ai.error.AI_RetryError") in thrown;
  return isRetry && "lastError" in thrown ? thrown.lastError : undefined;
}
