import type { Scope } from "../running-run";
import type { ModelAnswer } from "./model-answer";
import type { RecordedFailure } from "./model-failure";

/** A model call: where it stands, and what it comes to. */
export type ModelCall = {
  parent: Scope;
  scope: Scope;
  signal: AbortSignal;
  /** Says how it ended; resolves when that is durable. */
  end: (answer: ModelAnswer, status: "completed" | "error" | "cancelled", thrown?: unknown) => Promise<void>;
  /** The tool calls an answer holds stand under this call when they run. */
  noteTools: (parts: readonly { type: string; toolCallId?: string }[]) => void;
  /** The first of what the model says is here. */
  noteFirstToken: () => void;
  hideKey: (failure: RecordedFailure) => RecordedFailure;
};

/** How a call ended in an earlier take. */
export type RecordedCall = { status: string; answer: ModelAnswer; failed: boolean };

export function calledOff(): Error {
  return new DOMException("The code left this call before its end when it was recorded.", "AbortError");
}
