import type { RunError } from "@/server/domain/run-error";

const mostText = 20_000;

/** Says what was thrown, whatever it was: null, a string, an object whose getters throw. */
export function toRunError(thrown: unknown, path: string): RunError {
  const error: RunError = { code: codeOf(thrown), message: messageOf(thrown), path };
  const cause = read(thrown, "cause");
  if (cause !== undefined) error.cause = messageOf(cause);
  const stack = read(thrown, "stack");
  if (typeof stack === "string") error.stack = clean(stack);
  return error;
}

/** A recorded error, thrown again: the same words, without the step running. */
export class RecordedError extends Error {
  readonly code: string;

  constructor(recorded: RunError) {
    super(recorded.message, recorded.cause === undefined ? undefined : { cause: recorded.cause });
    this.name = recorded.code;
    this.code = recorded.code;
    if (recorded.stack !== undefined) this.stack = recorded.stack;
  }
}

function codeOf(thrown: unknown): string {
  const code = read(thrown, "code");
  if (typeof code === "string" && /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(code)) return code;
  const name = read(thrown, "name");
  return thrown instanceof Error && typeof name === "string" && name !== "" ? clean(name).slice(0, 100) : "THROWN";
}

function messageOf(thrown: unknown): string {
  const message = read(thrown, "message");
  if (typeof message === "string" && message !== "") return clean(message);
  if (thrown instanceof Error) return `${codeOf(thrown)} without a message`;
  try {
    const text = typeof thrown === "string" ? thrown : (JSON.stringify(thrown) ?? String(thrown));
    return typeof thrown === "string" ? clean(text) : `${clean(text)} was thrown, which is not an Error`;
  } catch {
    return "Something was thrown that cannot be described.";
  }
}

function read(thrown: unknown, property: string): unknown {
  try {
    return thrown === null || thrown === undefined ? undefined : (thrown as Record<string, unknown>)[property];
  } catch {
    return undefined;
  }
}

function clean(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText)}… (${text.length} characters in all)` : text;
}
