/** What a failed call says of itself, whichever side of the wire it is read on. */
export type Problem = { title: string; status?: number; detail?: string; errors: { path: string; message: string }[] };

/** The title of what nobody answered. */
export const noAnswer = "The console did not answer";

/**
 * In the browser a TRPCClientError carries the problem in `data.problem`; in a server action the caller throws a
 * TRPCError whose cause is the AppError itself. Both are read by shape, because classes do not survive the wire.
 */
export function problemOf(error: unknown): Problem {
  if (cameBackEmpty(error) || reachedNobody(error)) return unanswered;
  const problem = field(field(error, "data"), "problem") ?? field(error, "cause") ?? error;
  const detail = text(field(problem, "detail")) ?? text(field(problem, "message"));
  const title = text(field(problem, "title")) ?? "Something went wrong";
  const status = field(problem, "status") ?? field(field(error, "data"), "httpStatus");
  const errors = field(problem, "errors") ?? field(problem, "faults");
  return {
    title,
    ...(typeof status === "number" ? { status } : {}),
    ...(detail === undefined ? {} : { detail }),
    errors: Array.isArray(errors) ? errors.flatMap(fieldError) : [],
  };
}

const unanswered: Problem = {
  title: noAnswer,
  detail: "The console did not answer. See whether it still runs, then try again.",
  errors: [],
};

/** Asking again does not help where the question is wrong. */
export function isAskersFault(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}

/** The call reached nobody, or what came back was not ours: what the browser says of that is no help. */
function cameBackEmpty(error: unknown): boolean {
  return field(error, "name") === "TRPCClientError" && (field(error, "data") ?? undefined) === undefined;
}

/** What Chromium, Safari, Firefox and Node say where nobody was there to answer. */
function reachedNobody(error: unknown): boolean {
  const said = text(field(error, "message"));
  return said !== undefined && /^(?:Failed to fetch|Load failed|NetworkError when attempting.*|fetch failed)$/.test(said);
}

function fieldError(entry: unknown): { path: string; message: string }[] {
  const path = field(entry, "path");
  const message = field(entry, "message");
  return typeof path === "string" && typeof message === "string" ? [{ path, message }] : [];
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
